local stock = product "stock" { tcp "api" { port = 9001 } }
host "till" { address = "10.0.0.1", stock { ports = { api = auto "8501-8509" } } }
host "store" { address = "10.0.0.2", stock { ports = { api = auto "8501-8509" } } }
