local a, b = catalog "shop", catalog "shop"
host "A" { address = "10.0.0.1", a.till, b.till { ports = { api = 18400 } } }
