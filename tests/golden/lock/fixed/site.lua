local v = product "v" { tcp "web" { port = 80 } }
host "A" { address = "10.0.0.1", v { ports = { web = auto "18001-18009" } } }
