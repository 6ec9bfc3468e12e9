local web = product "web" { tcp "ui" { port = 18200 } }

host "A" { address = { "10.20.2.11", "fd00::1" }, web }
host "B" { address = "10.20.2.11", web }
