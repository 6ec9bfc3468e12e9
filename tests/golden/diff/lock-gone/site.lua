local recorder = product "recorder" { tcp "web" { port = 80 } }
local ports = { web = auto "18000-18099" }
host "A" { address = "10.0.0.1",
  recorder { label = "one", ports = ports },
  recorder { label = "two", ports = ports },
}
