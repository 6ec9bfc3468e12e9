local web = product "web" { tcp "ui" { port = 18200.0 }, tcp "api" { port = "18201" } }
host "A" { address = "10.0.0.1", [5] = web }
host "B" { address = "10.0.0.2", [true] = web, web }
host "D" { address = "10.0.0.4", web { ports = { ui = auto "10999-10000" } } }
host "E" { address = "10.0.0.5", web { ports = { ui = auto "many" } } }
host "F" { address = "10.0.0.6", web { ports = { "18300" } } }
host "G" { address = "10.0.0.7", web { ports = { ui = { 18300 } } } }
host "H" { address = "10.0.0.8", web { instances = 1e9 } }
host "I" { address = { "10.0.0.9", "10.0.0.9" }, web { instances = {} } }
host "" { address = "10.0.0.10", web }
