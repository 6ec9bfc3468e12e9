local encoder = product "encoder" {
  pools = { lanes = "18001-18004" },
  tcp "control" { port = "lanes" },
}
local fixed = product "fixed" { tcp "a" { port = 18001 }, tcp "b" { port = 18003 } }

host "SMALL" { address = "10.0.0.1", encoder { instances = 6 } }
host "TAKEN" { address = "10.0.0.2", encoder { instances = 3 }, fixed }
host "EXCLUDED" { address = "10.0.0.3", excluded = { "18000-18010" }, encoder }
host "AUTO" { address = "10.0.0.4", encoder { instances = 3, ports = { lanes = auto "18500-18501" } } }
host "FITS" { address = "10.0.0.5", encoder { instances = 4, ports = { lanes = auto } } }
