local srt = product "srt" {
  udp "feed" { port = "65530+N" },
  udp "block" { port = "65500-65503+8*N" },
}

host "FITS" { address = "10.0.0.1", srt { instances = 4 } }
host "OVER" { address = "10.0.0.2", srt { instances = 8 } }
host "ONE" { address = "10.0.0.3", srt { instances = { 2, 6 } } }
host "PLAN" { address = "10.0.0.4", srt { instances = 2, ports = { feed = "65535+N" } } }
