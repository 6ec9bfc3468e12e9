host "B" { os = "linux", address = "10.0.0.98", product "web-b" { tcp "ui" { port = 8090 } } }
