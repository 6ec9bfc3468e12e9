local v = product "v" { tcp "web" { port = 80 } }
local w = product "w" { tcp "web" { port = 80 } }
local tied = auto { range = "18001-18002", same_on = "all hosts" }

host "A" { address = "10.0.0.1", w { ports = { web = tied } } }
host "B" { address = "10.0.0.2", v { ports = { web = auto "18001-18002" } } }
