local cinegy = catalog "cinegy"

-- A line that was not there before.

site "Harbour by another name" { os = "windows" }

local viewer = product "stream_viewer" { title = "A viewer", tcp "web" { port = 8888 } }
host "CAP-01" { viewer, cinegy.capture_planner, address = "10.20.1.21" }

host "PLAY-01" {
  cinegy.license_service, cinegy.playout_engine { instances = 2, label = "studio" }, address = "10.20.1.11",
}
