local wide = product "wide" { tcp "api" { port = 18200, address = "0.0.0.0" } }
local six = product "six" { tcp "api" { port = 18200, address = "::" } }
local near = product "near" { tcp "api" { port = 18200, address = "127.0.0.1" } }
local own = product "own" { tcp "api" { port = 18200, address = "10.0.0.9" } }

host "WIN-1" { address = "10.0.0.1", wide, near }
host "LIN-1" { os = "linux", address = "10.0.0.2", wide, near }
host "WIN-2" { address = "10.0.0.3", wide, six }
host "LIN-2" { os = "linux", address = "10.0.0.4", wide, six }
host "WIN-3" { address = { "10.0.0.5", "10.0.0.9" }, near, own }
