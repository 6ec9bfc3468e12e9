local c = catalog "cinegy"
host "A" {
  address = "10.0.0.1", c.license_service,
host "B" { address = "10.0.0.2", c.license_service }
}
