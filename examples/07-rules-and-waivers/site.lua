local cinegy = catalog "cinegy"
local infra = catalog "infrastructure"

site "Rules and waivers" { os = "windows" }

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine { instances = 4 },
  cinegy.license_service,
}

host "MON-01" {
  os = "linux",
  address = "10.20.1.61",
  infra.grafana { ports = { web = 10300 } },
  infra.prometheus,
  infra.node_exporter,
}

-- How rules count on this site.
rule "ephemeral-range" { severity = "error" } -- we were bitten by it
rule "prefer-above" { above = 5000 } -- the vendor's table starts at 5321

-- What is accepted, by whom, why, and until when.
waive "iana-collision" {
  product = "cinegy.*",
  host = "PLAY-*",
  reason = "published defaults in a closed network",
  owner = "playout team",
  expires = "2027-06-30",
}
waive "iana-collision" {
  product = "infrastructure.node_exporter",
  endpoint = "metrics",
  reason = "printers are in another network",
  owner = "IT",
}
waive "iana-collision" {
  product = "infrastructure.prometheus",
  reason = "until the move behind the proxy",
  owner = "IT",
  expires = "2026-09-30",
}
waive "system-port" { host = "MON-01", reason = "left over from the old proxy", owner = "IT" }
