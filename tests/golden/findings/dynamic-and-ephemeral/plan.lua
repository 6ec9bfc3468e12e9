local high = product "high" { tcp "api" { port = 50100 } }
local middle = product "middle" { tcp "api" { port = 40100 } }

host "WIN" { address = "10.0.0.1", high, middle }
host "LIN" { os = "linux", address = "10.0.0.2", high, middle }
host "OWN" { address = "10.0.0.3", ephemeral = "40000-40999", high, middle }
