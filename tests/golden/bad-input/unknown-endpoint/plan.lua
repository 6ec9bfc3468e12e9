local cinegy = catalog "cinegy"

host "A" {
  address = "10.0.0.1",
  cinegy.capture_planner { ports = { wep = 8889 } },
  cinegy.capture_planner { without = { "sope" } },
  cinegy.capture_engine { ports = { controll = "9001-9009" }, without = "control" },
  cinegy.capture_engine { ports = { soap = 9000, control = 9001 } },
}
