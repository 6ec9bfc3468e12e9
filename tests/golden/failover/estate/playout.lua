site "Playout" { os = "linux" }
local player = product "player" { tcp "api" { port = "18100+N" }, udp "out" { port = "18200+N" } }
local logger = product "logger" { tcp "web" { port = 18300 } }
host "PLAY-01" { address = "10.1.0.1", player { instances = 3 } }
host "PLAY-02" { address = "10.1.0.2", backup_of = "PLAY-01", logger }
