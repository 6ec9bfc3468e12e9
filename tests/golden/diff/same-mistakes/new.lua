local a = product "alpha" { tcp "x" { port = 80 } }
host "A" { address = "10.0.0.1", a { ports = { x = 0 } } }
