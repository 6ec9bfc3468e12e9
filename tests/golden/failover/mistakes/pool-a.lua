local web = product "web" { tcp "ui" { port = 18200 } }
host "A" { web, pool = "playout", spare = true }
