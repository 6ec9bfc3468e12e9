host "A" { address = "10.0.0.1", product "p" { udp "media" { port = "8001-12000" } } }
