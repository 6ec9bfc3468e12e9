site "Pools" { os = "windows" }

local player = product "player" {
  title = "Player",
  udp "out" { port = "18200+N" },
  tcp "web" { port = 18080, url = "http://+:18080/player/", url_reservation = true },
}
local logger = product "logger" {
  title = "Logger",
  tcp "web" { port = 18080, url = "http://+:18080/logger/", url_reservation = true },
}
local viewer = product "viewer" { title = "Viewer", tcp "web" { port = 18080 } }

-- Fits on SPARE-2: prefixes that differ share 18080.
host "PLAY-01" { pool = "playout", player { instances = 1 } }
-- Fits on none.
host "PLAY-02" { pool = "Playout", player { instances = 4, without = { "web" } }, viewer { label = "wall" } }
-- Nothing runs there: nothing moves.
host "PLAY-03" { pool = "playout" }

host "SPARE-1" { pool = "PLAYOUT", spare = true, player { instances = "2-3", without = { "web" } }, viewer }
host "SPARE-2" { pool = "playout", spare = true, excluded = "18201/udp", logger,
                 product "page" { tcp "ui" { port = 18080, url = "http://+:18080/page/", url_reservation = true } } }
host "PLAY-04" { pool = "plyaout", viewer }
