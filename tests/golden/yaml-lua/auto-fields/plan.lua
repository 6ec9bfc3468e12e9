local viewer = product "viewer" {
  pools = { lanes = "8001-8099" },
  tcp "web" { port = "lanes", technology = "HTTP" },
  tcp "api" { port = "lanes" },
  udp "media" { port = 20000 },
}
local same = { lanes = auto { range = ports.range "18000-18099", same_on = "all hosts" },
               media = auto { same_on = "All hosts", block = 16, align = 100 } }
host "A" { address = "10.0.0.1", viewer { instances = 2, ports = same } }
host "B" { address = "10.0.0.2", excluded = "18000-18004", viewer { ports = same } }
host "C" { address = "10.0.0.3", viewer { ports = { lanes = auto {}, media = auto { align = 50 } } } }
