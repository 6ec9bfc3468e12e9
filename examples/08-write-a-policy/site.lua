local broadcast = catalog "broadcast"
local infra = catalog "infrastructure"

site "Write a policy" { os = "linux" }

-- 10.10 is the management network, 10.20 that of the media.
host "GALLERY-01" {
  address = { "10.10.1.31", "10.20.1.31" },
  broadcast.companion,
}

host "MON-01" {
  address = { "10.10.1.61", "10.20.1.61" },
  infra.grafana { address = "10.10.1.61" },
  infra.prometheus,
  infra.alertmanager { address = "127.0.0.1" },
}

policy "policies/management-only.lua"
policy "portplan/headroom" -- one that comes with portplan

rule "management-only" { severity = "error" }
waive "management-only" {
  product = "broadcast.companion",
  reason = "the panels of the gallery are in the media network",
  owner = "playout team",
}
waive "iana-collision" { host = "*", reason = "well-known defaults", owner = "IT" }
waive "prefer-above" { host = "*", reason = "well-known defaults", owner = "IT" }
