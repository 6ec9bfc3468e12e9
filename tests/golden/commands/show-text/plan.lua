local cinegy = catalog "cinegy"

host "MUC-PLAY-01" {
  address = { "10.20.1.11", "fd00::11" },
  cinegy.playout_engine { instances = 2 },
  cinegy.capture_engine { instances = 2, label = "Zürich" },
  cinegy.traffic_gateway { without = { "bxf" }, ports = { gateway = 18097, license = "18097" } },
}
