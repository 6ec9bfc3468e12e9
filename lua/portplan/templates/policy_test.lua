-- The tests of @NAME@.lua: each has a plan and says which findings of the policy are to come.
--
--   portplan test --coverage @NAME@_test.lua      runs them, and names lines that none ran

test "a port of another range is reported" {
  -- Lines of a plan are counted from the first one of its text. A plan in YAML: yaml = [[ ... ]]
  plan = [[
local shop = product "shop" { tcp "web" { port = "8999-9000" } }
host "A" { shop }
]],
  -- Every finding that is to come. What is not said may be anything. There is also transport,
  -- severity, product, endpoint, message (all of it) and says (a part of it).
  expect = {
    { host = "A", port = 8999, line = 2 },
  },
}

test "a port of our own is left alone" {
  plan = [[
local shop = product "shop" { tcp "web" { port = 8300 } }
host "A" { shop }
]],
  expect = {},
}
