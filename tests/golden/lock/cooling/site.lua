local v = product "v" { tcp "web" { port = 80 } }
local w = product "w" { tcp "web" { port = 80 } }

host "A" { address = "10.0.0.1", v { instances = 2, ports = { web = auto "18001-18002" } } }
