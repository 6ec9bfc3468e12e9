local cinegy = catalog "cinegy"
local infra = catalog "infrastructure"

-- Grown over the years, written down last week.
site "Harbour studio" { os = "windows" }

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine { instances = 4 },
  cinegy.license_service,
}

host "PLAY-02" {
  address = "10.20.1.12",
  cinegy.playout_engine { instances = 4 },
}

host "CAP-01" {
  address = "10.20.1.21",
  cinegy.capture_planner,
  product "stream_viewer" {
    title = "Stream viewer",
    tcp "web" { port = 8888, technology = "HTTP" },
  },
}

host "MON-01" {
  os = "linux",
  address = "10.20.1.61",
  infra.prometheus,
  infra.node_exporter,
}

-- Accepted on purpose: by whom, why, and until when.
waive "iana-collision" {
  product = "cinegy.*",
  reason = "published defaults in a closed network",
  owner = "playout team",
  expires = "2027-06-30",
}
