local viewer = product "viewer" { tcp "web" { port = 80 } }
host "A" { address = "10.0.0.1", viewer { instances = 2, ports = { web = auto "18000-18002" } } }
