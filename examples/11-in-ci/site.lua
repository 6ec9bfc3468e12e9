local cinegy = catalog "cinegy"

site "Harbour studio" { os = "windows" }

rule "prefer-above" { severity = "off" }

waive "iana-collision" {
  product = "cinegy.*",
  reason = "published defaults in a closed network",
  owner = "playout team",
  expires = "2027-06-30",
}

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine { instances = 4 },
  cinegy.license_service,
}

host "CAP-01" {
  address = "10.20.1.21",
  cinegy.capture_engine { instances = 2 },
  cinegy.capture_planner,
  product "stream_viewer" {
    title = "Stream viewer",
    tcp "web" { port = 8888, technology = "HTTP" },
  },
}
