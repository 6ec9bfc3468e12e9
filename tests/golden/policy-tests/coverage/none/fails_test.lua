test "it does not load" {
  plan = [[ host "A" { product "x" { tcp "y" { port = 8010 } } } ]],
  fails = "does not load",
}
