-- S04: a capture server with six engines, an operator's panel and a media server that does not fit.
local cinegy = catalog "cinegy"
local broadcast = catalog "broadcast"

site "Capture server" { os = "windows" }

host "CAP1" {
  cinegy.capture_engine { instances = 6 },
  cinegy.capture_agent,
  cinegy.capture_web_control,
  cinegy.capture_archive_adapter,
  cinegy.capture_planner,
  broadcast.companion,
  broadcast.mediamtx,
}
