local web = include "inner.lua"
host "A" { address = "10.0.0.1", web }
