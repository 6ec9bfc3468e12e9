-- same-port-everywhere: who knows a product's port on one host knows it on all of them.

-- "A", "A and B", "A, B and 7 more"
local function names(list)
  local shown = { table.unpack(list, 1, 3) }
  if #list > 3 then
    shown[3] = ("%d more"):format(#list - 2)
  end
  local last = table.remove(shown)
  return #shown > 0 and table.concat(shown, ", ") .. " and " .. last or last
end

-- The table at t[key], made when it is first asked for.
local function slot(t, key)
  t[key] = t[key] or {}
  return t[key]
end

-- Judges one instance of one endpoint; `at` has, by port, its bindings on all hosts.
local function judge(at, report)
  local usual, hosts, is_usual, strays, odd = nil, {}, {}, {}, nil
  for port, list in pairs(at) do -- pairs goes in ascending order: the lower port wins a draw
    usual = usual and #at[usual] >= #list and usual or port
  end
  for _, b in ipairs(at[usual]) do
    hosts[#hosts + 1] = not is_usual[b.host] and b.host or nil
    is_usual[b.host] = true
  end
  for port, list in pairs(at) do
    for _, b in ipairs(list) do
      if not is_usual[b.host] then -- a host may have a second one on another port
        strays[#strays + 1] = ("%d on %s"):format(port, b.host)
        odd = odd or b
      end
    end
  end
  if odd then -- two things in a list: the finding stands where the first one does
    report({ odd, at[usual][1] }, ("%s of %s is on %d on %s, but on %s"):format(
      odd.endpoint, odd.title, usual, names(hosts), names(strays)), {
      help = ("give it %d there as well"):format(usual), ports = odd.port, suggestions = { usual },
    })
  end
  return odd
end

return policy {
  title = "a product has the same port on every host",
  severity = "warning",
  explain = [[
An endpoint of a product has one port on most hosts and another one here. Firewalls, monitoring and
people take it to be the same everywhere. Instances are compared by their numbers: instance 3 of one
host with instance 3 of the others. A host that has the product twice needs the usual port once.

Give it the usual port; where something else has it, move that. Products that take their ports from
a pool get whatever is free: give such a one a port of its own, or waive it with the reason.]],
  each = "site", -- check is called once, with everything
  check = function(site, report)
    local seen = {}
    for _, host in ipairs(site.hosts) do
      for _, b in ipairs(host.bindings) do
        if b.port then
          local list = slot(slot(slot(seen, b.product .. " " .. b.endpoint), b.instance), b.port)
          list[#list + 1] = b
        end
      end
    end
    for _, instances in pairs(seen) do
      for _, at in pairs(instances) do
        if judge(at, report) then
          break -- one finding for an endpoint: what moves it moves all its instances
        end
      end
    end
  end,
}
