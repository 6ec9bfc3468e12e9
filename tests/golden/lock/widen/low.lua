local encoder = product "encoder" { pools = { lanes = "5001-5004" }, tcp "control" { port = "lanes" } }
host "A" { address = "10.0.0.1", encoder { instances = 4 } }
