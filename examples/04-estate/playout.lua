-- The playout team's plan.

local cinegy = catalog "cinegy"
local extra = catalog "cinegy-extra"

site "Playout" { os = "windows" }

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine { instances = 4 },
  cinegy.air_web_api,
  cinegy.license_service,
}

-- The archive host is shared with the IT department: see it.yaml.
host "ARC-01" {
  address = "10.20.1.41",
  extra.archive_service,
  extra.mam_service,
  extra.image_service,
}

rule "prefer-above" { severity = "off" }
rule "iana-collision" { severity = "off" }
