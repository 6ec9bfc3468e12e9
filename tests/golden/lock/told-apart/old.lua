local viewer = product "viewer" { tcp "web" { port = 80 } }
local web = { web = auto "18001-18099" }
host "A" { address = { "10.0.0.1", "10.0.0.2" }, viewer { address = "10.0.0.1", ports = web }, viewer { address = "10.0.0.2", ports = web } }
