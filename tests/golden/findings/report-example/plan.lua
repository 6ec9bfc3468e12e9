local cinegy = catalog "cinegy"

site "Capture" { os = "windows" }

local mediamtx = product "mediamtx" {
  title = "MediaMTX",
  tcp "rtsp" { port = 8554, technology = "RTSP" },
  tcp "hls"  { port = 8888, technology = "HTTP" },
  udp "srt"  { port = 8890, technology = "SRT" },
}

host "CAP1" {
  address = "10.20.2.11",
  cinegy.capture_planner,
  mediamtx { label = "ingest" },
}
