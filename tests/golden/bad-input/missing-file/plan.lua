local cinegy = catalog "cinegy"
host "A" { address = "10.0.0.1", cinegy.mcritem_service }
