local cinegy = catalog "cinegy"
site "Munich" { os = "windows" }
host "PLAY-01" { owner = "playout team", cinegy.playout_engine { instances = 8 }, cinegy.license_service }
host "PLAY-02" { cinegy.playout_engine { instances = 16, owner = "studio 2" } }
host "CAP-01" {
  address = { "10.20.2.11", "10.20.3.11" },
  excluded = { "8005-8010" },
  cinegy.capture_engine { instances = 3 },
  cinegy.capture_agent { ports = { soap = auto } },
}
