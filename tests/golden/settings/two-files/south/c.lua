host "C" { os = "linux", address = "10.0.0.99", product "web-c" { tcp "ui" { port = 8090 } } }
