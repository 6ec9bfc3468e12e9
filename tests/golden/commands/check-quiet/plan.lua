local cinegy = catalog "cinegy"
local mediamtx = product "mediamtx" {
  title = "MediaMTX",
  tcp "hls" { port = 8888, technology = "HTTP" },
}

host "CAP1" { address = "10.0.0.1", cinegy.capture_planner, mediamtx { label = "ingest" } }
