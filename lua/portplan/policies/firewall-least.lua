-- firewall-least: the firewall lets in what has to come in, and no more.

-- What keeps data and trusts whoever reaches it, in small letters: names of products, of what is
-- spoken there, and of services that IANA registers. A local of the file is the place for a list.
local STORES = {}
for name in ([[postgresql postgres mysql mysqlx mysql_x mariadb tds ms-sql-s oracle mongodb redis resp
    redis_cluster_bus memcached memcache elasticsearch opensearch couchdb influxdb cassandra clickhouse
    etcd etcd-client]]):gmatch "%S+" do
  STORES[name] = true
end

local EVERY_ADDRESS = { ["*"] = true, ["0.0.0.0"] = true, ["::"] = true }

-- The port only tells when the plan does not: a stream on 5432/udp is no database.
local function is_store(b)
  if STORES[b.product:match "[^.]+$"] then
    return true
  elseif b.technology then
    return STORES[b.technology:lower():gsub(" ", "_")]
  end
  local service = registry.find(b.port, b.transport)
  return service and STORES[service.name]
end

return policy {
  title = "the firewall opens what is needed, and no more",
  severity = "warning",
  explain = [[
An endpoint with "firewall: true" is open to whoever reaches the host. Two kinds of it are reported.

An opening without a listener: the endpoint is open in the firewall but bound to a loopback
address, where nobody outside can reach it. Whatever takes that port on another address one day is
open to all. Leave the rule out of the firewall, or bind the endpoint where it is needed.

A data port that is open to all: a database or a cache listens on every address of the host
(*, 0.0.0.0 or ::). Give its placement the address where its clients are, or 127.0.0.1 when they are
on the same host. Where all may reach it, say why:

  infra.postgresql { address = "10.20.1.51" }
  waive "firewall-least" { product = "*.sql_server", reason = "every editor has a client" }

What is no database or cache may be open to all. An endpoint about whose firewall the plan says
nothing counts as closed.]],
  each = "binding",
  check = function(b, report)
    if not b.firewall or not b.port then -- closed, or a pool had no port left: see pool-exhausted
      return
    end
    local what = ("%s of %s on %s"):format(b.endpoint, b.title, b.host)
    if b.address:find "^127%." or b.address == "::1" then
      report(b, ("%s is open in the firewall, but listens on %s only"):format(what, b.address), {
        help = "leave the rule out of the firewall, or bind it where it is needed",
      })
    elseif EVERY_ADDRESS[b.address] and is_store(b) then
      report(b, what .. " is a data port, and open to all: on every address, and in the firewall", {
        help = "give its placement the address where its clients are",
      })
    end
  end,
}
