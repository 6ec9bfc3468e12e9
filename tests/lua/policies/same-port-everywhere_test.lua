local policy = "portplan/same-port-everywhere"
local web = [[
local web = product "web" { title = "Web", tcp "ui" { port = 9000 } }
]]

test "the odd one out is told the usual port" {
  policy = policy,
  plan = web .. [[
host "A" { web }
host "B" { web { ports = { ui = 9001 } } }
host "C" { web }
]],
  expect = {
    { host = "B", port = 9001, line = 3, product = "web", endpoint = "ui",
      message = "ui of Web has not one port: 9000 on A, C; 9001 on B" },
  },
}

test "many hosts are counted" {
  policy = policy,
  plan = web .. [[
for i = 1, 5 do host("H" .. i) { web } end
host "ODD" { web { ports = { ui = 9005 } } }
]],
  expect = { { host = "ODD", says = "9000 on H1, H2 and 3 more; 9005 on ODD" } },
}

test "instances are compared by number, and of a host that has it twice the first counts" {
  policy = policy,
  plan = [[
local engine = product "engine" { tcp "rpc" { port = "9000+N" } }
host "A" { engine { instances = 2 } }
host "B" { engine, engine { label = "second", instances = { 1 }, ports = { rpc = 9500 } } }
host "C" { engine { instances = { 1 } } }
]],
  expect = { { host = "B", port = 9500, says = "9001 on A, C; 9500 on B" } },
}

test "one port everywhere is as it should be" {
  policy = policy,
  plan = web .. [[
host "A" { web }
host "B" { web }
]],
  expect = {},
}
