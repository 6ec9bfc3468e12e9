host "A" { address = "10.0.0.1", product "a" { tcp "x" { port = 9100 } } }
host "B" { address = "10.0.0.2", backup_of = "A", product "b" { tcp "x" { port = "42000-42010" } } }
host "C" { address = "10.0.0.3", pool = "p" }
host "D" { address = "10.0.0.4", pool = "p" }
host "E" { address = "10.0.0.5", pool = "p", spare = true, excluded = { "10000-48999", "49100-49151" } }
host "F" { address = "10.0.0.6", pool = "p", spare = true }
