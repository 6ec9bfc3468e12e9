local v = product "v" { tcp "web" { port = 80 } }
local same = { web = auto "18000-18099" }
host "A" { address = "10.0.0.1", v { instances = { 0, 1 }, ports = same } }
host "B" { address = "10.0.0.2", v { instances = { 1, 2 }, ports = same } }
