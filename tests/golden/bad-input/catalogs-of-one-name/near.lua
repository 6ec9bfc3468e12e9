local shop = catalog "shop"
host "A" { address = "10.0.0.1", shop.till }
