local e = product "enc" { tcp "web" { port = 80 } }
local ports = { web = auto "18000-18099" }
host "A" { address = "10.0.0.1",
  e { instances = { 0, 1 }, ports = ports },
}
