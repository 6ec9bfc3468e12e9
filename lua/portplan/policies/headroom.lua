-- headroom: what runs in several instances has room for one more.

-- What keeps `claim` from `port` of the host, and the binding that does; nil when nothing does.
local function obstacle(host, claim, port)
  claim.port = port -- a claim is a table of our own: unlike the plan, it may be changed
  if bands.excluded(ports.range(("%s/%s"):format(port, claim.transport)), host) then
    return "its system excludes it"
  end
  for _, holder in ipairs(host:holders(port, claim.transport)) do
    if clashes(claim, holder, host.os) then
      return ("%s, %s has it"):format(holder.title, holder.endpoint), holder
    end
  end
end

-- What would be wrong with `claim`, which wants one port of a pool, or those of a formula.
local function problem(host, claim)
  if claim.pool then
    for port = claim.pool.first, claim.pool.last do
      if not obstacle(host, claim, port) then
        return nil
      end
    end
    return ("find no port in %s/%s"):format(claim.pool, claim.transport)
  elseif not claim.port then
    return ("need a port above 65535 for %s"):format(claim.endpoint)
  end
  local why, holder = obstacle(host, claim, claim.port)
  return why and ("clash on %s/%s: %s"):format(claim.port, claim.transport, why), holder
end

-- Whether two instances clash by themselves: the product is made to run once on a host.
local function runs_once(p, n)
  local first = p:claims(0)
  for i, claim in ipairs(p:claims(n)) do
    if claim.port and first[i].port and clashes(first[i], claim, p.on.os) then
      return true
    end
  end
end

return policy {
  title = "what runs in several instances has room for one more on its host",
  severity = "warning",
  explain = [[
The next instance of a product (its highest number, plus one) could not start on this host: another
product has the port that its formula gives, or the system excludes it, or its pool is used up. Room
is cheap to make now, and dear on the evening when one more channel has to go on air.

Move the other product, or give this one other ports or a wider pool: ports = { control = "9000+N" }.
Where nothing will be added, waive it: waive "headroom" { host = "ARC-*", reason = "full by design" }.

A product at its max_instances is not reported, nor one that is made to run once: some
of its ports are the same for every instance.]],
  each = "placement", -- check is called once for every product that is placed on a host
  check = function(p, report)
    local n = p.instances[#p.instances] + 1
    if n >= (p.max_instances or 65535) or runs_once(p, n) then
      return
    end
    for _, claim in ipairs(p:claims(n)) do -- what it would listen on, endpoint by endpoint
      local what, holder = problem(p.on, claim)
      if what then
        report(holder and holder.placement ~= p and { p, holder.placement } or p,
          ("instance %d of %s on %s would %s"):format(n, p.title, p.host, what),
          { help = "make room: move what is in the way, or give it other ports, or a wider pool" })
      end
    end
  end,
}
