local p = include "products.lua"
host "A" { address = "10.0.0.1",
  p.viewer { ports = p.web },
  p.viewer { label = "lobby", ports = p.web },
  p.capture { instances = 2 },
}
