local cinegy = catalog "cinegy"
local dns = product "dns" { tcp "query" { port = 18053 }, udp "query_udp" { port = 18053 } }
local web = product "web" { tcp "ui" { port = 18200 } }
local group = product "group" { udp "in" { port = 18300, reuse = "multicast" } }
local worker = product "worker" { tcp "api" { port = 18400, reuse = "port" } }

host "A" { address = "10.0.0.1", dns }
host "B" {
  address = { "10.0.0.2", "10.0.0.3" },
  web { address = "10.0.0.2" },
  web { address = "10.0.0.3", label = "second" },
  cinegy.capture_agent,
  cinegy.capture_web_control,
}
host "C" { os = "linux", address = "10.0.0.4", group { instances = 4 }, worker { instances = 4 } }
