local cinegy = catalog "cinegy"

site "Harbour" { os = "windows" }

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine { instances = 2, label = "studio" },
  cinegy.license_service,
}

host "CAP-01" {
  address = "10.20.1.21",
  cinegy.capture_planner,
  product "stream_viewer" { title = "Stream viewer", tcp "web" { port = 8888 } },
}
