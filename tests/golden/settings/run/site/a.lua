host "A" { product "viewer" { tcp "web" { port = 7450 } } }
