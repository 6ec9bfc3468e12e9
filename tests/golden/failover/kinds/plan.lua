site "Kinds" { os = "windows" }

local socket = product "socket" { tcp "a" { port = 18001 } }
local specific = product "specific" { tcp "a" { port = 18001, address = "10.2.0.1" } }
local web = product "web" { tcp "a" { port = 18001, url = "http://+:18001/a/" } }
local other = product "other" { tcp "a" { port = 18001, url = "http://+:18001/b/" } }
local pooled = product "pooled" { pools = { few = "18001-18002" }, tcp "a" { port = "few" }, udp "b" { port = "few" } }
local fixed = product "fixed" { udp "b" { port = 18002 } }
local loop = product "loop" { tcp "a" { port = 18001, address = "127.0.0.1" } }

-- port-overlap, listener-mix, url-overlap
host "M1" { socket } host "B1" { backup_of = "M1", socket }
host "M2" { web } host "B2" { backup_of = "M2", socket }
host "M3" { web } host "B3" { backup_of = "M3", web }
-- The ports of pools do not change with the move: instances 0 and 1 have 18001 and 18002.
host "M4" { pooled { instances = 2 } } host "B4" { backup_of = "M4", fixed }
-- Windows refuses what is excluded, on the transport it is excluded for.
host "M5" { pooled { instances = 2 } } host "B5" { backup_of = "M5", excluded = { "18002/tcp", "18010" } }
-- Both start: a wildcard and a specific address.
host "M6" { address = "10.2.0.1", specific } host "B6" { backup_of = "M6", socket }
-- The backup picks client ports there.
host "M7" { os = "linux", socket } host "B7" { os = "linux", backup_of = "M7", ephemeral = "18000-18999" }
-- Another system.
host "M8" { socket } host "B8" { os = "linux", backup_of = "M8" }
-- No clash: prefixes that differ, another transport.
host "M9" { web } host "B9" { backup_of = "M9", other }
host "M10" { fixed } host "B10" { backup_of = "M10", socket }
-- What was on two hosts' loopback is on one.
host "M11" { loop } host "B11" { backup_of = "M11", loop }
