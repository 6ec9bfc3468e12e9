local policy = "portplan/no-plain-http"

local web = [[
local web = product "web" {
  title = "Web",
  tcp "http" { port = 8081, url = "http://+:8081/" },
  tcp "https" { port = 8443, url = "https://+:8443/" },
  tcp "api" { port = "8200+N", technology = "RPC" },
  udp "srt" { port = 8300, url = "srt://0.0.0.0:8300" },
}
]]

test "what is served as http is reported, and nothing else is" {
  policy = policy,
  plan = web .. [[
host "WIN" { os = "windows", web { instances = 2, without = "srt" } }
host "LIN" { os = "linux", web }
]],
  expect = {
    { host = "WIN", port = 8081, transport = "tcp", line = 8, severity = "warning", product = "web",
      endpoint = "http", message = "http of Web on WIN is plain http" },
    { host = "LIN", port = 8081, line = 9, endpoint = "http" },
  },
}

test "the ports of all instances are in one finding" {
  policy = policy,
  plan = [[
local web = product "web" { tcp "ui" { port = "8090+N", url = "http://*:{port}/ui/" } }
host "A" { os = "linux", web { instances = 2 } }
]],
  expect = {
    { port = 8091, says = "ui of web" },
  },
}

test "what only the host itself can reach is left alone" {
  policy = policy,
  plan = [[
local web = product "web" { tcp "ui" { port = 8081, url = "http://localhost:8081/" } }
host "A" { os = "linux", address = "10.0.0.1", web { address = "127.0.0.1" } }
host "B" { os = "linux", web { address = "127.1.2.3" } }
host "C" { os = "linux", web { address = "::1" } }
host "D" { os = "linux", address = "10.0.0.4", web { address = "10.0.0.4" } }
]],
  expect = { { host = "D", line = 5 } },
}

test "YAML tells the same" {
  policy = policy,
  yaml = [[
products: {web: {endpoints: {ui: {transport: tcp, port: 8081, url: "HTTP://*:8081/"}}}}
hosts:
  - {name: A, os: linux, products: [web]}
]],
  expect = { { host = "A", port = 8081, line = 3 } },
}

test "a plan says how it counts" {
  policy = policy,
  plan = web .. [[
host "A" { web }
rule "no-plain-http" { severity = "error" }
]],
  expect = { { host = "A", severity = "error" } },
}
