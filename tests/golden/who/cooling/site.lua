local v = product "viewer" { title = "Viewer", tcp "web" { port = 80 } }
local c = product "capture" { pools = { control = "18101-18109" }, tcp "soap" { port = "control" } }
local ports = { web = auto "18001-18099" }
host "A" { address = "10.0.0.1",
  v { instances = 3, ports = ports },
  c { label = "studio", instances = 2 },
}
host "B" { address = "10.0.0.2", v { ports = ports } }
