local shop = catalog "shop"
host "A" { os = "linux", shop.till }
