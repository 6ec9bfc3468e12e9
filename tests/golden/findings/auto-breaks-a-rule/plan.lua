local web = product "web" { tcp "ui" { port = 18200 } }

host "A" { address = "10.0.0.1", web { ports = { ui = auto "8080-8081" } } }
host "B" { address = "10.0.0.2", web { ports = { ui = auto "50000-50009" } } }
