web = product "web" { tcp "ui" { port = 18200 } }
host "A" { address = "10.0.0.1", web }
