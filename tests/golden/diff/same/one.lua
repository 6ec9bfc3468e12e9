local cinegy = catalog "cinegy"
host "B" { cinegy.license_service, cinegy.playout_engine { instances = 4 } }
host "A" { address = { "10.0.0.1", "10.0.0.2" }, cinegy.air_web_api { label = "x" }, cinegy.capture_engine { instances = 2 } }
