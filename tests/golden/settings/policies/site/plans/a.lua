host "A" { product "viewer" { tcp "web" { port = 8450 } } }
