local c = catalog "cinegy"
host "A" { c.playout_engine { instances = 2, ports = { http = 9000 } } }
