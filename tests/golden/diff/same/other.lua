local cinegy = catalog "cinegy"
host "a" {
  address = { "10.0.0.2", "10.0.0.1" },
  owner = "somebody", -- who asks for a port is no port
  cinegy.capture_engine { instances = 2 },
  cinegy.air_web_api { label = "x" },
}
host "b" { cinegy.playout_engine { instances = "0-3" }, cinegy.license_service }
