-- Six panels, wrongly written as six servers: each of them would want the control port, too.

site "Studio A" { os = "linux" }

local talkback = product "talkback" {
  title = "Talkback",
  pools = { panels = "9848-9867" },
  tcp "control" { port = 9868, technology = "WebSocket" },
  udp "audio" { port = "panels", technology = "RTP" },
}

host "STU-A-AUDIO" {
  address = "10.40.1.11",
  talkback { instances = 6 },
}
