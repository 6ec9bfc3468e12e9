-- Two playout servers, and a spare that takes over from whichever fails.

local cinegy = catalog "cinegy"

site "Harbour studio" { os = "windows" }

for i = 1, 2 do
  host(("PLAY-%02d"):format(i)) {
    address = "10.20.1.1" .. i,
    pool = "playout",
    cinegy.playout_engine { instances = 8 },
    cinegy.air_web_api,
    cinegy.license_service,
  }
end

-- While nobody needs it, it runs a test channel.
host "SPARE-01" {
  address = "10.20.1.19",
  pool = "playout",
  spare = true,
  cinegy.playout_engine { label = "test channel" },
  cinegy.license_service,
}

host "CAP-01" {
  address = "10.20.1.21",
  cinegy.capture_engine { instances = 4 },
  cinegy.capture_planner,
}

waive "failover-clash" {
  product = "cinegy.license_service",
  reason = "every server has its own, and it stays where it is",
}
rule "iana-collision" { severity = "off" }
rule "prefer-above" { severity = "off" }
