local viewer = product "viewer" { tcp "web" { port = 80 } }
local api = product "api" { tcp "api" { port = 18500 } }
local tied = { web = auto { range = "18001-18009", same_on = "all hosts" } }

host "A" {
  address = "10.0.0.1",
  viewer { ports = tied },
}
host "B" {
  address = "10.0.0.2", backup_of = "A",
  viewer { ports = tied }, -- on B
}

-- the backup excludes a wide range
host "C" { address = "10.0.0.3", api }
host "D" { address = "10.0.0.4", backup_of = "C", excluded = { "18000-20000" }, product "other" { tcp "x" { port = 8200 } } }

-- nothing does on both
host "E" { address = "10.0.0.5", excluded = { "8001-20000" }, api { ports = { api = 20500 } } }
host "F" { address = "10.0.0.6", backup_of = "E", excluded = { "20001-49151" }, product "another" { tcp "x" { port = 8201 } } }
