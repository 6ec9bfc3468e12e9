local cinegy = catalog "cinegy"
host "A" { address = "10.0.0.1", cinegy.playout_engin { instances = 2 } }
host "A" { address = "10.0.0.300" }
