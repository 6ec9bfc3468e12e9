site "Third" { os = "linux" }
local scanner = product "scanner" { tcp "all" { port = "18000-18999" } }
host "SCAN" { address = "10.1.0.9", scanner }
host "play-02" { backup_of = { "SCAN", "PLAY-01" } }
