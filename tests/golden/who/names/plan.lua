local viewer = product "viewer" { title = "Stream viewer", tcp "web" { port = 8888 } }
local left = product "left" { title = "Shared", tcp "web" { port = 8889 } }
local right = product "right" { title = "Shared", tcp "web" { port = 8890 } }
local big = product "big" { title = "Overview wall", tcp "web" { port = 8891 } }
host "RACK-1" { address = "10.0.0.1", viewer, left { label = "studio" } }
host "RACK-2" { address = { "10.0.0.2", "fd00::2" }, right, big }
host "RACK-3" { address = "10.0.0.3", viewer }
host "RACK-4" { address = "10.0.0.3", viewer }
for i = 5, 12 do host("RACK-" .. i) { viewer } end
