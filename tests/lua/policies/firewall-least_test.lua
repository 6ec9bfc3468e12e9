local policy = "portplan/firewall-least"

test "an opening that nobody outside can use" {
  policy = policy,
  plan = [[
host "A" { os = "linux", address = "10.0.0.1",
  product "api" { tcp "rest" { port = 9000, address = "127.0.0.1", firewall = true } },
  product "web" { tcp "ui" { port = 9100, firewall = true } },
  product "admin" { tcp "ui" { port = 9200, address = "127.0.0.1" } },
}
]],
  expect = { { host = "A", port = 9000, line = 2, product = "api", says = "listens on 127.0.0.1 only" } },
}

test "a data port that is open to all" {
  policy = policy,
  plan = [[
local database = product "postgresql" { title = "Database", tcp "sql" { port = 5432, firewall = true } }
host "ALL" { os = "linux", address = "10.0.0.1", database }
host "ONE" { os = "linux", address = "10.0.0.2", database { address = "10.0.0.2" } }
host "TOLD" { os = "linux", product "c" { tcp "x" { port = 9000, technology = "Redis", firewall = true } } }
host "MEANT" { os = "linux", product "store" { tcp "x" { port = 5432, firewall = true } } }
host "STREAM" { os = "linux", product "tv" { udp "x" { port = 5432, technology = "SRT", firewall = true } } }
]],
  expect = {
    { host = "ALL", message = "sql of Database on ALL is a data port, and open to all: on every "
      .. "address, and in the firewall" },
    { host = "TOLD", port = 9000 },
    { host = "MEANT", port = 5432 },
  },
}

test "a pool without a port is another rule's business" {
  policy = policy,
  plan = [[
local engine = product "engine" { pools = { api = 9000 }, tcp "rpc" { port = "api", firewall = true } }
host "A" { os = "linux", engine { instances = 2 } }
]],
  expect = {},
}
