host "A" { product "p" { tcp "web" { port = 9001 } } }
