local cinegy = catalog "cinegy"

site "Munich playout" { os = "windows" }

local mediamtx = product "mediamtx" {
  title = "MediaMTX",
  tcp "rtsp" { port = 8554, technology = "RTSP" },
  tcp "hls"  { port = 8888, technology = "HTTP" },
  udp "srt"  { port = 8890, technology = "SRT" },
}

for i = 1, 2 do
  host(("MUC-PLAY-%02d"):format(i)) {
    address = "10.20.1." .. 10 + i,
    cinegy.playout_engine { instances = 8 },
    cinegy.air_web_api,
    cinegy.license_service,
  }
end

host "MUC-CAP-01" {
  address = { "10.20.2.11", "10.20.3.11" },
  excluded = { "50000-50059" },
  cinegy.capture_engine { instances = 6 },
  cinegy.capture_planner { ports = { web = 8889 } },
  mediamtx { address = "10.20.3.11", label = "ingest" },
}

rule "iana-collision" { severity = "note" }
waive "prefer-above" { product = "cinegy.playout_engine", reason = "vendor default", owner = "playout team",
                       expires = "2027-06-30" }
