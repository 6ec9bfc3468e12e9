local policy = "portplan/headroom"

test "the port that the next instance would have is taken" {
  policy = policy,
  plan = [[
local engine = product "engine" { title = "Engine", tcp "rpc" { port = "9000+N" } }
host "A" { os = "linux", engine { instances = 2 }, product "web" { tcp "ui" { port = 9002 } } }
host "B" { os = "linux", engine { instances = 2 } }
]],
  expect = {
    { host = "A", line = 2, product = "engine",
      message = "instance 2 of Engine on A would clash on 9002/tcp: web, ui has it" },
  },
}

test "the system excludes it" {
  policy = policy,
  plan = [[
host "A" { excluded = "9001/tcp", product "engine" { tcp "rpc" { port = "9000+N" } } }
]],
  expect = { { host = "A", says = "its system excludes it" } },
}

test "a pool is used up by another product" {
  policy = policy,
  plan = [[
local engine = product "engine" { pools = { api = "9000-9001" }, tcp "rpc" { port = "api" } }
host "A" { os = "linux", engine, product "web" { tcp "ui" { port = 9001 } } }
host "B" { os = "linux", engine }
]],
  expect = { { host = "A", says = "would find no port in 9000-9001/tcp" } },
}

test "a formula ends at 65535" {
  policy = policy,
  plan = [[ host "A" { product "engine" { udp "rtp" { port = "65535+N" } } } ]],
  expect = { { says = "would need a port above 65535 for rtp" } },
}

test "what is full by design, or made to run once, is left alone" {
  policy = policy,
  plan = [[
local full = product "full" { max_instances = 2, tcp "rpc" { port = "9000+N" } }
local once = product "once" { tcp "ui" { port = 9100 }, tcp "rpc" { port = "9200+N" } }
host "A" { os = "linux", full { instances = 2 }, once, product "web" { tcp "ui" { port = "9002" } },
  product "other" { tcp "ui" { port = "9201" } } }
]],
  expect = {},
}
