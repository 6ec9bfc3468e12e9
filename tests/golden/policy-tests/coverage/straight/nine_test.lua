test "9000" {
  policy = "nine.lua",
  plan = [[host "A" { product "shop" { tcp "web" { port = 9000 } } }]],
  expect = { { port = 9000 } },
}
