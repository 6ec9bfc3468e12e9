local web = product "web" { tcp "a" { port = 18200 }, tcp "b" { port = 18300 }, udp "c" { port = 18400 } }
host "A" { address = "10.0.0.1", web }
