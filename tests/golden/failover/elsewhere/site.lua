-- what other findings suggest does when a host stands in for another one
local web = product "web" { tcp "http" { port = 18080 } }
local feed = product "feed" { tcp "http" { port = 18080 } }
host "MAIN" { os = "linux", address = "10.0.0.1", web, feed }
host "BACKUP" { os = "linux", address = "10.0.0.2", backup_of = "MAIN", excluded = "18070-18079",
    product "log" { tcp "in" { port = "18081-18083" } } }
host "OTHER" { os = "linux", address = "10.0.0.3", pool = "p", product "x" { tcp "in" { port = 33001 } } }
host "SPARE" { os = "linux", address = "10.0.0.4", pool = "p", spare = true, ephemeral = "32000-60999",
    product "y" { tcp "in" { port = 33000 } } }
