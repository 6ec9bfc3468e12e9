host "A" { os = "linux", address = "10.0.0.1", product "web" { tcp "ui" { port = 8090 } } }
