host "D" { os = "linux", address = "10.0.0.100", product "web-d" { tcp "ui" { port = 8090 } } }
