host "A" {
  os = "linux",
  product "p" { tcp "x" { port = 7001 } },
  product "q" { tcp "y" { port = 7452 } },
}
waive "prefer-above" { product = "p", reason = "until the move", owner = "IT", expires = "2026-09-30" }
