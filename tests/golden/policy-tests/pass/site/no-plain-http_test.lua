local web = include "parts/web.lua"

test "plain http is reported" {
  plan = web,
  expect = {
    { rule = "no-plain-http", host = "A", port = 8200, transport = "tcp", line = 7,
      severity = "warning", product = "web", endpoint = "admin",
      message = "'http://*:8200/' is plain http" },
    { host = "a", says = ":8201/" },
    { host = "B" },
  },
}

test "the order does not matter, nor who could take which" {
  plan = web,
  expect = { {}, { host = "A" }, { port = 8200 } },
}

test "what only the host itself reaches is left alone" {
  yaml = [[
products: {web: {title: Web, endpoints: {ui: {transport: tcp, port: 8080, url: "http://*:8080/"}}}}
hosts: [{name: A, os: linux, products: [{use: web, address: 127.0.0.1}]}]
]],
  expect = {},
}

test "a catalogue beside the test is found" {
  plan = [[
local shop = catalog "shop"
host "A" { os = "linux", shop.till }
]],
  expect = { { product = "shop.till", line = 2 } },
}

test "a rule that is named is compared as well" {
  plan = [[
local web = product "web" { tcp "ui" { port = 8081, url = "http://*:8081/" } }
host "A" { os = "linux", web, web { label = "other" } }
]],
  expect = {
    { line = 2 },
    { line = 2 },
    { rule = "port-overlap", port = 8081, severity = "error" },
  },
}

test "every rule can be" {
  plan = [[
local web = product "web" { tcp "ui" { port = 22, url = "http://*:22/" } }
host "A" { os = "linux", web }
rule "browser-blocked" { severity = "error" }
]],
  rules = "all",
  expect = {
    {},
    { rule = "iana-collision" },
    { rule = "system-port" },
    { rule = "os-reserved" },
    { rule = "browser-blocked", severity = "error" },
    { rule = "prefer-above" },
  },
}

test "that none of a rule comes can be said" {
  plan = web,
  rules = { "port-overlap", "listener-mix" },
  expect = { {}, {}, {} },
}

test "a waived finding is none" {
  plan = web .. [[ waive "no-plain-http" { host = "A", reason = "a closed network" } ]],
  expect = { { host = "B" } },
}

test "a plan can turn it off" {
  plan = web .. [[ rule "no-plain-http" { severity = "off" } ]],
  expect = {},
}

test "the shipped policy of that name reports the same" {
  policy = "portplan/no-plain-http",
  plan = web,
  expect = { { port = 8081 }, { port = 8201 } }, -- with 8200
}

for _, port in ipairs { 0, 65536 } do
  test("no port is " .. port) {
    plan = ([[ host "A" { product "x" { tcp "y" { port = %d } } } ]]):format(port),
    fails = tostring(port),
  }
end
