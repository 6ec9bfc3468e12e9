local cinegy = catalog "cinegy"

site "Harbour studio" { os = "windows" }

host "CAP1" {
  address = "10.20.1.21",
  cinegy.capture_planner,
  product "stream_viewer" {
    title = "Stream viewer",
    tcp "web" { port = 8888, technology = "HTTP" },
  } { label = "lobby" },
}

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine { instances = 4, without = { "http", "cued_preview" } },
}

host "SPARE" { address = "10.20.1.12", cinegy.capture_engine }

waive "prefer-above" {
  product = "cinegy.playout_engine",
  endpoint = "control",
  reason = "the vendor's default",
  owner = "playout team",
  expires = "2027-06-30",
}
waive "iana-collision" { host = "CAP2", reason = "a host that is no more" }
