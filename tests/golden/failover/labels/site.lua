local v = product "v" { tcp "web" { port = 9006 } }
host "A" { address = "10.0.0.1", v { label = "x" }, v { label = "y" } }
host "B" { address = "10.0.0.2", backup_of = "A", v { label = "z" } }
