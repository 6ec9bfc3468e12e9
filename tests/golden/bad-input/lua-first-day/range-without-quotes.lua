local c = catalog "cinegy"
host "A" { c.playout_engine { ports = { http = 9000-9010 } } }
