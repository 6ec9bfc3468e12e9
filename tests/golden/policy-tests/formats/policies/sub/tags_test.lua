test "a host has a tag" {
  plan = [[ host "A" { tags = "spare", product "x" { tcp "y" { port = 8099 } } } ]],
  expect = {},
}
