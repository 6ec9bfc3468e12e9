-- A studio with three products that no catalogue has.

site "Studio A" { os = "linux" }

-- Listens to AES67 audio. IANA has 5004/udp for RTP media, which is what this is: with `iana` it is no
-- collision. Receivers of multicast may share a port on one host: that is what `reuse` says.
local logger = product "loudness_logger" {
  title = "Loudness logger",
  iana = { "avt-profile-1" },
  max_instances = 4,
  tcp "web" { port = "8458+N", technology = "HTTP", url = "http://loudness.example:{port}/" },
  udp "rtp" { port = 5004, technology = "RTP", reuse = "multicast" },
}

-- A talkback server with one control port; every panel takes a free port of a pool, lowest first.
local talkback = product "talkback" {
  title = "Talkback",
  pools = { panels = "9848-9867" },
  tcp "control" { port = 9868, technology = "WebSocket" },
  udp "audio" { port = "panels", technology = "RTP" },
}

-- A tally bridge: every instance has a block of four ports, 9708-9711, 9712-9715, ...
local tally = product "tally_bridge" {
  title = "Tally bridge",
  tcp "bus" { port = "9708-9711+4*N", technology = "TSL UMD" },
}

host "STU-A-AUDIO" {
  address = "10.40.1.11",
  logger { label = "programme", instances = 2 },
  talkback { label = "server", without = { "audio" } },
  talkback { label = "panels", without = { "control" }, instances = 6 },
}

host "STU-A-VIDEO" {
  address = "10.40.1.12",
  logger { label = "clean feed", ports = { web = 8451 } },
  tally { instances = 2 },
}
