-- Which hosts could take one more Playout Engine, or one more of any other product?
--
--   portplan run one-more.lua cinegy.playout_engine PLAN...
--
-- Every host that runs the product is asked whether its next instance would find its ports. The exit
-- code is 1 when none of them could take it.

local product = arg[1]
local plan = load_plan(table.unpack(arg, 2))

-- The number of the next instance of the product on the host, and a placement of it there.
local function next_instance(host)
  local number, placed = 0, nil
  for _, placement in ipairs(host.placements) do
    if placement.product == product then
      placed = placement
      for _, instance in ipairs(placement.instances) do
        number = math.max(number, instance + 1)
      end
    end
  end
  return number, placed
end

-- Why the host cannot give what is claimed: the first binding that clashes, or a range that its system
-- keeps; nil when it can.
local function refusal(host, claim)
  local port = ("%s/%s"):format(claim.port, claim.transport)
  if bands.excluded(port, host) then
    return port .. " is excluded on the host"
  end
  for _, binding in ipairs(host.bindings) do
    local rule, code = clashes(claim, binding, host.os)
    if rule then
      return ("%s is %s of %s: %s"):format(port, binding.endpoint, binding.title, code or rule)
    end
  end
end

-- The claims of one pool take one port for all of them.
local function refusal_of_pool(host, pool, claims)
  for port = pool.first, pool.last do
    local why
    for _, claim in ipairs(claims) do
      why = why or refusal(host, {
        transport = claim.transport, port = port, address = claim.address, reuse = claim.reuse,
        listener = claim.listener, url = claim.url and claim.url:gsub("{port}", port),
      })
    end
    if not why then
      return nil
    end
  end
  return ("no port of %s is free"):format(pool)
end

-- All that keeps instance `number` of a placement from running.
local function refusals(host, placement, number)
  local list, pools = {}, {}
  if placement.max_instances and number >= placement.max_instances then
    list[1] = ("%d are the most that a host can run"):format(placement.max_instances)
  end
  for _, claim in ipairs(placement:claims(number)) do
    if claim.pool then
      local name = tostring(claim.pool)
      pools[name] = pools[name] or { range = claim.pool }
      table.insert(pools[name], claim)
    elseif claim.port then
      list[#list + 1] = refusal(host, claim)
    else
      list[#list + 1] = ("%s would pass port 65535"):format(claim.endpoint)
    end
  end
  for _, pool in pairs(pools) do
    list[#list + 1] = refusal_of_pool(host, pool.range, pool)
  end
  return list
end

local asked, could = 0, 0
for _, host in ipairs(plan.hosts) do
  local number, placement = next_instance(host)
  if placement then
    local list = refusals(host, placement, number)
    print(("%-12s  %-3s  instance %d"):format(host.name, #list == 0 and "yes" or "no", number))
    for _, why in ipairs(list) do
      print(("%-12s       %s"):format("", why))
    end
    asked = asked + 1
    could = could + (#list == 0 and 1 or 0)
  end
end
print(("%d of %d hosts could take one more %s"):format(could, asked, product))
return could > 0
