-- same-port-everywhere: who knows a product's port on one host knows it on all of them.

local function some(list, comma)
  return #list <= 3 and table.concat(list, comma)
    or ("%s and %d more"):format(table.concat(list, comma, 1, 2), #list - 2)
end

-- Judges what `list` has: for one instance of one endpoint, a binding of each host.
local function judge(list, report)
  local hosts, usual, told = {}, list[1].port, {} -- hosts[port]: the names of those that have it there
  for _, b in ipairs(list) do
    hosts[b.port] = hosts[b.port] or {}
    table.insert(hosts[b.port], b.host)
  end
  for port, names in pairs(hosts) do -- in ascending order
    usual = #names > #hosts[usual] and port or usual
    told[#told + 1] = ("%d on %s"):format(port, some(names, ", "))
  end
  for _, b in ipairs(list) do
    if b.port ~= usual then -- the first odd one out: the finding stands there
      report(b, ("%s of %s has not one port: %s"):format(b.endpoint, b.title, some(told, "; ")), {
        help = ("give it %d everywhere"):format(usual), suggestions = { usual },
      })
      return true
    end
  end
end

return policy {
  title = "a product has the same port on every host",
  severity = "warning",
  explain = [[
An endpoint of a product has one port on most hosts and another one here. Firewalls, monitoring and
people take it to be the same everywhere. Instances are compared by their numbers, instance 3 of one
host with instance 3 of the others; of a host that has the product twice, the first one counts.

Give it the usual port, and move what has that. What takes its ports from a pool gets whatever is
free: give it ports of its own, or say why they may differ:

  waive "same-port-everywhere" { product = "cinegy.capture_engine", reason = "found by its agent" }]],
  each = "site", -- check is called once, with everything
  check = function(site, report)
    local seen = {} -- seen[endpoint of a product][instance]: the bindings to compare
    for _, host in ipairs(site.hosts) do
      for _, b in ipairs(host.bindings) do
        local key = b.product .. " " .. b.endpoint
        local instances = seen[key] or {}
        local list = instances[b.instance] or {}
        seen[key], instances[b.instance] = instances, list
        if b.port and not (#list > 0 and list[#list].host == b.host) then
          list[#list + 1] = b
        end
      end
    end
    for _, instances in pairs(seen) do
      for _, list in pairs(instances) do
        if #list > 0 and judge(list, report) then
          break -- one finding for an endpoint: what moves it moves all its instances
        end
      end
    end
  end,
}
