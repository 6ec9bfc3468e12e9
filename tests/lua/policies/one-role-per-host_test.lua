local policy = "portplan/one-role-per-host"
local web = [[
local web = product "web" { tcp "ui" { port = 9000 } }
local api = product "api" { tcp "rest" { port = 9100 } }
]]

test "two roles on one host" {
  policy = policy,
  plan = web .. [[
host "A" { tags = "role:playout", web }
host "B" { tags = "role:archive", web { tags = { "role:Database", "fast" } } }
host "C" { web { tags = "role:web" }, api { tags = "role:api" } }
]],
  expect = {
    { host = "B", message = "B has 2 roles: archive, database" },
    { host = "C", message = "C has 2 roles: web, api" },
  },
}

test "a role twice is one role" {
  policy = policy,
  plan = web .. [[ host "A" { tags = "role:web", web { tags = "role:web" }, api } ]],
  expect = {},
}

test "without a role nothing is checked, and that is said" {
  policy = policy,
  plan = web .. [[ host "A" { tags = "web", web } ]],
  expect = { { severity = "note", says = "no tag begins with 'role:'" } },
}
