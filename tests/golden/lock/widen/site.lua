local encoder = product "encoder" {
  pools = { lanes = "18101-18102" },
  tcp "control" { port = "lanes" },
  udp "media" { port = "lanes" },
}
local viewer = product "viewer" { tcp "web" { port = 80 } }
local tied = auto { range = "18301-18302", same_on = "all hosts" }

host "A" { address = "10.0.0.1", excluded = { "18103-18105/udp" }, encoder { instances = 2 } }
host "B" {
  address = "10.0.0.2", excluded = { "18203-18204" },
  encoder { instances = 2, ports = { lanes = auto "18201-18202" } },
}
host "C" { address = "10.0.0.3", viewer { instances = 2, ports = { web = tied } } }
host "D" { address = "10.0.0.4", viewer { instances = 2, ports = { web = tied } } }
