local cinegy = catalog "cinegy"
site "Munich" { os = "windos" }

local web = product "web" {
  max_instances = 0,
  tcp "ui" { port = 65536 },
  tcp "api" { port = "8099-8001", technolgy = "HTTP" },
  udp "feed" { port = "5000-5003+2*N" },
}

host "A" {
  address = "10.0.0.300",
  cinegy.capture_planner { ports = { wep = 8889 }, without = { "sope" } },
  cinegy.playout_engine { instances = -1 },
}
host "a" { address = "10.0.0.1", excluded = "50059-50000" }

rule "iana-colision" { severity = "note" }
waive "prefer-above" { product = "cinegy.playout_engine", reason = "vendor default", expires = "2027-02-30" }
