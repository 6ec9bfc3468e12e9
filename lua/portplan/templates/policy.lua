-- @NAME@: what must hold on this site beside the built-in rules. Change title, explain and check.
--
--   portplan test @NAME@_test.lua                 runs its tests
--   portplan check --policy @NAME@.lua site.lua   checks a plan with it
--
-- A plan can ask for it as well: policy "@NAME@.lua"

local own = ports.range "8000-8999"

return policy {
  -- What must hold, in one line.
  title = "every port is in the site's own range",

  -- note, warning or error; a plan may say otherwise: rule "@NAME@" { severity = "error" }
  severity = "warning",

  -- The page of `portplan explain @NAME@ --policy @NAME@.lua`: why, and what to do instead.
  explain = [[
Our firewalls open 8000-8999 between the buildings: what listens on another port cannot be
reached from the next one.

Give it a port of that range, or have the network team open another.]],

  -- What check is called with: every binding (the ports of one instance on one endpoint), every
  -- placement or host, or the site once.
  each = "binding",

  -- It reports what breaks the policy: of what, in a sentence, and what would do instead.
  check = function(b, report)
    local inside = b.port and own:contains(b.first) and own:contains(b.last)
    if b.port and not inside then -- a pool that had no port left is another rule's business
      report(b, ("port %d is not in %s"):format(b.port, own), {
        help = ("give %s of %s a port of %s"):format(b.endpoint, b.title, own),
      })
    end
  end,
}
