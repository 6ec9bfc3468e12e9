local feeds = product "feeds" { udp "in" { port = "18000+2*N" } }

host "A" { address = "10.0.0.1", feeds { instances = 300 }, feeds { instances = 300, label = "again" } }
