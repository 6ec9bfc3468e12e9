local cinegy = catalog "cinegy"
local infrastructure = catalog "infrastructure"
local own = product "own" { iana = { "postgresql" }, tcp "db" { port = 5432 } }
local other = product "other" { tcp "db" { port = 5432 } }

host "A" { address = "10.0.0.1", cinegy.playout_engine { instances = 12 }, own }
host "B" { address = "10.0.0.2", other }
rule "prefer-above" { severity = "off" }
