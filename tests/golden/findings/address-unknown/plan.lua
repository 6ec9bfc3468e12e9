local web = product "web" { tcp "ui" { port = 18200 }, udp "feed" { port = 18201, address = "239.1.1.1" } }

host "A" { address = { "10.20.2.11", "10.20.3.11" }, web { address = "10.20.4.11", label = "ingest" } }
host "B" { address = "10.20.2.12", web { address = "127.0.0.1" } }
host "C" { address = "fd00::1", web { address = "fd00:0:0::1" } }
host "D" { web { address = "10.20.2.14" } }
