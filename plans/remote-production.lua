-- Remote production of a football match: cameras and comms at the stadium, the gallery at the hub.
-- remote-production.yaml is the same site in YAML; a test proves that both give the same findings.
--
-- The site is made up; ports are those of the shipped catalogues, whose entries name their sources. The
-- intercom is in no catalogue, so the plan declares it itself.
--
-- Expected, and left in on purpose:
--   error    listener-mix     GALLERY-MV  8000/tcp   Multiviewer's page (http.sys) and Companion (a socket)
--   error    port-overlap     HUB-NMOS    3209, 5106 registry and node of NMOS share two default ports
--   error    address-unknown  HUB-SRT     the standby listener binds an address that the host has not
--   warning  ephemeral-range  STADIUM-GW  35000-35003/udp: Linux hands those ports out to clients
--   warning  prefer-above     HUB-SRT     7001/udp: a port that the plan chose, and it is not above 8000
-- The other warnings are iana-collision, the notes are prefer-above; what is waived is said at the end.

local cinegy = catalog "cinegy"
local broadcast = catalog "broadcast"
local infra = catalog "infrastructure"

site "Remote production" { os = "linux" }

-- A four-wire intercom bridge: one control page, one RTP port per panel, one shared talkback group.
local intercom = product "intercom" {
  title = "Intercom bridge",
  max_instances = 8,
  iana = { "avt-profile-1" }, -- 5004/udp is registered for just this: RTP media
  tcp "control" { port = 10443, technology = "HTTPS" },
  udp "panel" { port = "35000+N", technology = "RTP" },
  udp "talkback" { port = 5004, technology = "RTP", reuse = "multicast" },
}

-- The stadium.
host "STADIUM-GW" {
  address = "10.50.1.10",
  tags = { "stadium" },
  broadcast.mediamtx {
    label = "camera feeds",
    without = { "rtp_multicast", "rtcp_multicast", "moq_web", "moq", "moq_quic" },
  },
  broadcast.ptp,
  intercom { label = "control page", without = { "panel", "talkback" } },
  intercom { label = "commentary", instances = 4, without = { "control" } },
  infra.ssh,
}

host "STADIUM-NDI" {
  os = "windows",
  address = "10.50.1.20",
  tags = { "stadium" },
  broadcast.ndi,
  broadcast.ndi_stream { instances = 4 },
  broadcast.obs_websocket,
}

-- The hub.
host "HUB-SRT" {
  address = { "10.60.1.10", "10.60.2.10" },
  tags = { "hub" },
  broadcast.srs {
    label = "main",
    address = "10.60.1.10",
    ports = { srt = 7001, api = auto },
  },
  broadcast.srs {
    label = "standby",
    address = "10.60.3.10",
    ports = { api = auto "10000-10099" },
    without = { "http", "webrtc", "srt" },
  },
  infra.ssh,
}

host "HUB-NMOS" {
  address = "10.60.1.20",
  tags = { "hub" },
  broadcast.nmos_registry,
  broadcast.nmos_node,
  infra.ssh,
}

host "GALLERY-MV" {
  os = "windows",
  address = "10.60.1.30",
  excluded = { "50000-50059" },
  tags = { "hub", "gallery" },
  cinegy.multiviewer,
  broadcast.companion { label = "buttons" },
  broadcast.ember_plus_provider,
}

rule "prefer-above" { above = 8000 }
for _, id in ipairs { "iana-collision", "prefer-above" } do
  waive(id) { product = "broadcast.nmos_*", reason = "controllers expect the defaults", owner = "media" }
end
waive "system-port" { product = "broadcast.ptp", reason = "PTP has no other ports", owner = "media" }
waive "prefer-above" { product = "broadcast.ptp", reason = "PTP has no other ports", owner = "media" }
waive "system-port" { product = "infrastructure.ssh", reason = "sshd starts as root", owner = "IT" }
waive "prefer-above" { product = "infrastructure.ssh", reason = "sshd starts as root", owner = "IT" }
