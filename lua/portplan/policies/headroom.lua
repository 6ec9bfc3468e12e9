-- headroom: what runs in several instances has room for one more.

-- What keeps `claim` from `port` of the host, and the binding that has it; nil when nothing does.
local function obstacle(host, claim, port)
  claim.port = port -- a claim is a table of our own: unlike the plan, it may be changed
  if #host.excluded > 0 and bands.excluded(("%s/%s"):format(port, claim.transport), host) then
    return "its system excludes it"
  end
  for _, holder in ipairs(host:holders(port, claim.transport)) do
    if clashes(claim, holder, host.os) then
      return ("%s, %s has it"):format(holder.title, holder.endpoint), holder
    end
  end
end

-- What instance n of `p` would run into with a claim, and with whom. A claim has `port`, all that its
-- formula gives, or `pool`, of which it takes one; neither when the formula passes 65535.
local function problem(p, claim)
  local pool, range, other = claim.pool, claim.pool or claim.port, nil
  if not range then
    return ("need a port above 65535 for %s"):format(claim.endpoint)
  end
  for port = range.first, range.last do
    local why, holder = obstacle(p.on, claim, port)
    if why and not pool then
      return ("clash on %d/%s: %s"):format(port, claim.transport, why), holder
    elseif pool and not why then
      return nil
    end
    other = other or holder and holder.placement ~= p and holder -- its own instances have the rest
  end
  return pool and ("find no port in %s/%s"):format(pool, claim.transport), other
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

Move the other product, or give this one other ports or a wider pool. Where nothing is to come:

  waive "headroom" { host = "ARC-*", reason = "full by design" }

A product at its max_instances is not reported, nor one that is made to run once: then some of its
ports are the same for every instance.]],
  each = "placement", -- check is called once for every product that is placed on a host
  check = function(p, report)
    local n = p.instances[#p.instances] + 1
    if n >= (p.max_instances or 65535) or runs_once(p, n) then
      return
    end
    for _, claim in ipairs(p:claims(n)) do -- what it would listen on, endpoint by endpoint
      local what, other = problem(p, claim)
      if what then
        report(other and other.placement ~= p and { p, other.placement } or p,
          ("instance %d of %s on %s would %s"):format(n, p.title, p.host, what),
          { help = "make room: move what is in the way, or give it other ports, or a wider pool" })
      end
    end
  end,
}
