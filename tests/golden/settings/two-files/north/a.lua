host "A" { os = "linux", address = "10.0.0.97", product "web-a" { tcp "ui" { port = 8090 } } }
