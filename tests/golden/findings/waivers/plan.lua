local cinegy = catalog "cinegy"

host "A" { address = "10.0.0.1", cinegy.air_web_api, cinegy.agent_service { label = "main" } }

waive "prefer-above" {
  product = "cinegy.air_web_api",
  reason = "vendor default",
  owner = "playout team",
  expires = "2027-06-30",
}
waive "prefer-above" { product = "cinegy.agent_service", label = "main", reason = "vendor default" }
waive "iana-collision" { host = "B", port = 7501, reason = "a host that is no more" }
