test "the policy lies above" {
  policy = "../p.lua",
  plan = [[ host "A" { product "x" { tcp "y" { port = 8099 } } } ]],
  expect = {},
}

test "a plan has none of the words of tests" {
  policy = "../p.lua",
  plan = [[ test "x" {} ]],
  fails = "it is a word of tests",
}
