local p = include "products.lua"
host "A" { p.viewer { label = "hall", ports = p.web } }
