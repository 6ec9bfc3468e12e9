local cinegy = catalog "cinegy"
host "PLAY-01" {
  adress = "10.20.1.11",
  cinegy.license_service { ports = { status = 65536 } },
}
