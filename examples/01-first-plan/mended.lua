local cinegy = catalog "cinegy"
local broadcast = catalog "broadcast"

site "First plan, mended" { os = "windows" }

host "CAP-01" {
  address = "10.10.1.11",
  cinegy.capture_engine { instances = 2 },
  cinegy.capture_planner,
  broadcast.mediamtx { label = "ingest", ports = { hls = 8887 } },
}
