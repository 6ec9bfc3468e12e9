host "A" { product "p" { tcp "x" { port = 8450 } } }
