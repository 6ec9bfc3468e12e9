-- management-only: what steers or shows the site is for the management network.

local MANAGEMENT = "^10%.10%." -- what the addresses of that network begin with

-- The address of the host in that network, or nil.
local function management_address(host)
  for _, address in ipairs(host.addresses) do
    if address:find(MANAGEMENT) then
      return address
    end
  end
end

return policy {
  title = "pages listen on the management network only",
  severity = "warning",
  explain = [[
A page (technology HTTP) listens on every address of its host, or on one outside of 10.10. Whoever is
in the media network can open it.

Give its placement the address of the management network:

  infra.grafana { address = "10.10.1.61" }

What only the host itself reaches (127.0.0.1) is not reported.]],
  each = "binding",
  check = function(b, report)
    if b.technology ~= "HTTP" or b.address:find(MANAGEMENT) or b.address:find "^127%." then
      return
    end
    local address = management_address(b.on)
    local page = ("%s of %s on %s"):format(b.endpoint, b.title, b.host)
    report(b, page .. " is open to more than the management network", {
      help = address and ("give its placement address = %q"):format(address)
        or ("%s has no address in the management network"):format(b.host),
    })
  end,
}
