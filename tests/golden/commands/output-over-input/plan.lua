host "A" { address = "10.0.0.1", product "web" { tcp "ui" { port = 9399 } } }
