local cinegy = catalog "cinegy"

host "A" {
  address = "10.0.0.1",
  cinegy.air_web_api,
  cinegy.agent_service { ports = { rest = 7777 } },
}
