local e = product "enc" { tcp "web" { port = 80 } }
local ports = { web = auto "18001-18099" }
host "A" { address = "10.0.0.1",
  e { ports = ports },
  e { ports = ports },
}
