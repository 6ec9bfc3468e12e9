host "B" { product "p" { tcp "web" { port = 9001 } } }
