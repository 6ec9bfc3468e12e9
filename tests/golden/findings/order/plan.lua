local cinegy = catalog "cinegy"
local low = product "low" {
  udp "late" { port = 90 },
  tcp "early" { port = 80 },
}
local twin = product "twin" { tcp "api" { port = 18300 }, udp "feed" { port = 18200 } }

host "Z" {
  address = "10.0.0.1",
  twin,
  cinegy.air_web_api,
  low,
  twin { label = "again" },
}
host "A" {
  address = "10.0.0.1",
  twin,
  twin { label = "again" },
}
