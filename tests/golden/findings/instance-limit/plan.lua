local cinegy = catalog "cinegy"

host "FULL" { address = "10.0.0.1", cinegy.playout_engine { instances = 16 } }
host "OVER" { address = "10.0.0.2", cinegy.playout_engine { instances = 18 } }
host "HIGH" { address = "10.0.0.3", cinegy.playout_engine { instances = { 3, 20 } } }
