local encoder = product "encoder" { pools = { lanes = "18001-18009" }, tcp "control" { port = "lanes" } }
local viewer = product "viewer" { tcp "web" { port = 80 } }
local fixed = product "fixed" { tcp "a" { port = 18001 }, tcp "b" { port = 18101 } }
local function viewers(range, count)
  return viewer { instances = count, ports = { web = auto(range) } }
end

-- the main stands before its backup: it passes over what the backup has, excludes or gives to clients
host "MAIN" { address = "10.0.0.1", encoder { instances = 2 }, viewers("18101-18109", 2), viewers("32760-32790", 1) }
host "BACK" { address = "10.0.0.2", backup_of = "MAIN", excluded = { "18003-18004" }, ephemeral = "32700-32785", fixed, encoder }

-- the backup stands first
host "BACK-2" { address = "10.0.0.3", backup_of = "MAIN-2", viewers("18101-18109", 2) }
host "MAIN-2" { address = "10.0.0.4", fixed, viewers("18101-18109", 3) }

-- a pool of hosts
host "P1" { address = "10.0.0.5", pool = "play", viewers("18101-18109", 1) }
host "P2" { address = "10.0.0.6", pool = "play", viewers("18101-18109", 2) }
host "S1" { address = "10.0.0.7", pool = "play", spare = true, viewers("18101-18109", 1) }
host "S2" { address = "10.0.0.8", pool = "play", spare = true, fixed }

-- there is no port that does on both: it is what it would be without a backup
host "TIGHT" { address = "10.0.0.9", viewers("18101-18101", 1) }
host "TIGHT-B" { address = "10.0.0.10", backup_of = "TIGHT", fixed }
