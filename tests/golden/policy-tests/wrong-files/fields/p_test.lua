test "nothing is said" {}

test "never filled"

test "both" {
  plan = [[ host "A" {} ]],
  yaml = [[ hosts: [] ]],
  expect = {},
  fails = "no host",
}

test "both" { plan = "x", expect = {} }

test "types" {
  policy = {},
  plan = 5,
  expect = "none",
  fails = "",
  rules = 7,
}

test "unknown fields" {
  polcy = "p.lua",
  plan = "x",
  expects = {},
}

test "expectations" {
  plan = [[
host "A" {}
]],
  expect = {
    { rul = "p" },
    { rule = "" },
    { port = 0 },
    { port = "8001-8099" },
    { transport = "tpc" },
    { line = 0 },
    { line = 2 },
    { severity = "off" },
    { host = { "A", "B" } },
    "p",
    function() end,
  },
}

test "no list" { plan = "x", expect = { rule = "p" } }

test(5) { plan = "x", expect = {} }

test ""

test("a name\nof two lines", { plan = "x", expect = {} })

test "twice" { plan = "x", expect = {} } { plan = "y", expect = {} }

test "no table" "x"

test "its name is inside" { name = "x", plan = "x", expect = {} }

test "no path of a policy" {
  policy = { "/etc/passwd.lua", "a\\b.lua", "../../p.lua" },
  plan = "x",
  expect = {},
}
