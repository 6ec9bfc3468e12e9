local viewer = product "viewer" { tcp "web" { port = 80 } }
local logger = product "logger" { tcp "web" { port = 18500 } }
local web = { web = auto "18001-18099" }
host "A" { address = "10.0.0.1", logger, viewer { instances = 2, ports = web } }
host "B" { address = "10.0.0.2", viewer { instances = 2, ports = web } }
