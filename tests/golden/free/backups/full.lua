-- what A has left, B takes away
local a = product "a" { tcp "x" { port = 443 } }
host "A" { address = "10.0.0.1", ephemeral = "9000-49151", a }
host "B" { address = "10.0.0.2", backup_of = "A", ephemeral = "9000-49151", excluded = "8001-8999" }
