test "a port of somebody else" {
  policy = "../ports.lua",
  plan = [[ host "A" { product "x" { tcp "y" { port = 9010 } } } ]],
  expect = { {} },
}
