local viewer = product "viewer" { tcp "web" { port = 80 }, udp "media" { port = 20000 } }
local other = product "other" { tcp "web" { port = 80 } }
local same = { web = auto "18000-18099", media = auto "18100-18999" }
host "A" { address = "10.0.0.1", other { ports = { web = auto "18000-18099" } }, viewer { ports = same } }
host "B" { address = "10.0.0.2", viewer { ports = same } }
