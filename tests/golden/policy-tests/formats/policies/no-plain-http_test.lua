local web = [[
local web = product "web" {
  tcp "ui" { port = 8081, url = "http://*:8081/" },
  tcp "admin" { port = 8082, url = "http://*:8082/" },
}
host "A" { os = "linux", web }
host "B & <C>" { os = "linux", web { label = "\"quoted\" \\ # back" } }
]]

test "all of them come unexpected" {
  plan = web,
  expect = {},
}

test "one is missing, and something like it came" {
  plan = web,
  expect = {
    { host = "A", port = 8081 },
    { host = "A", port = 8083 },
    { port = 8081, transport = "udp", line = 6, severity = "error", product = "web", endpoint = "ui" },
    { host = "A", port = 8082, line = 5, product = "wob", says = "8082" },
  },
}

test "one is missing, and nothing is like it" {
  plan = web,
  expect = {
    { host = "A" }, { host = "A" }, { host = "B & <C>" }, { host = "B & <C>" },
    { host = "D", port = 1 },
    { message = "\"quoted\" \\ back" },
  },
}

test "a rule that is named comes, and is not expected" {
  plan = [[ host "A" { product "x" { tcp "y" { port = 22 } } } ]],
  rules = "system-port",
  expect = {},
}

test "another message" {
  yaml = [[
products: {web: {title: Web, endpoints: {ui: {transport: tcp, port: 8080, url: "http://*:8080/"}}}}
hosts: [{name: A, os: linux, products: [web]}]
]],
  expect = { { message = "'http://*:8080/' is not https" } },
}

test "something was to fail, and did not" { plan = web, fails = "no such host" }

test "it was to fail otherwise # and \\ that is a mark" {
  plan = [[
hots "A" { product "x" { tcp "y" { port = 22 } } }
]],
  fails = "no such host",
}

test "the policy fails" {
  plan = [[ host "A" { product "x" { tcp "y" { port = 22 } } } ]],
  policy = { "no-plain-http.lua", "broken.lua" },
  expect = {},
}

test "the policy is no Lua" {
  plan = web,
  policy = { "syntax.lua", "missing.lua", "portplan/no-plain-htp" },
  expect = {},
}

test "the plan is wrong" {
  plan = [[
host "A" { product "x" { tcp "y" { port = 0 } } }
host "A" { oss = "linux" }
]],
  expect = {},
}

test "the plan in YAML is wrong" {
  yaml = "hosts:\n  - name: [A\n",
  expect = {},
}

test "the plan places nothing" { plan = [[ host "A" {} ]], expect = {} }

test "there is no such rule" {
  plan = web,
  rules = { "iana-colision" },
  expect = { { rule = "no-plain-htp" }, { host = "A" } },
}

test "of several policies one is to be named" {
  plan = web,
  policy = { "no-plain-http.lua", "tags.lua" },
  expect = { { host = "A" } },
}

test "two policies of one name" {
  plan = web,
  policy = { "no-plain-http.lua", "portplan/no-plain-http" },
  expect = {},
}
