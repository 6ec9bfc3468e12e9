-- mains that share a spare: what is suggested says whether it is free there
local web = product "web" { tcp "ui" { port = 18200 } }
local two = product "two" { tcp "ui" { port = 18200 } }
local log = product "log" { tcp "in" { port = "18190-18199" } }
host "A" { os = "linux", address = "10.0.0.1", web, two }
host "B" { os = "linux", address = "10.0.0.2", web, two }
host "S" { os = "linux", address = "10.0.0.3", backup_of = { "A", "B" }, log }
host "C" { os = "linux", address = "10.0.0.4", pool = "p", web, two }
host "T" { os = "linux", address = "10.0.0.5", pool = "p", spare = true, log }
host "U" { os = "linux", address = "10.0.0.6", pool = "p", spare = true, excluded = "18201-18210" }
host "D" { os = "linux", address = "10.0.0.7", web, two }
host "V" { os = "linux", address = "10.0.0.8", backup_of = "D", excluded = { "8001-18199", "18201-65535" } }
