local service = [[ local x = product "x" { tcp "y" { port = 8099 } } ]]

test "a host without a tag is reported at its line" {
  plan = service .. [[ host "A" { x }
host "B" { tags = "spare", x }
host "C" { x } ]],
  expect = { { host = "A", line = 1, severity = "note" }, { host = "C", line = 3 } },
}

test "a policy of the folder above goes with it" {
  policy = { "tags.lua", "../no-plain-http.lua" },
  plan = service .. [[ host "A" { x { label = "one" } } ]],
  expect = { { rule = "tags" } },
}

test "it says what it cannot judge" {
  plan = service .. [[ host "CRASH" { tags = "x", x } ]],
  fails = "cannot be judged",
}
