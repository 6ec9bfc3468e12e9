local cinegy = catalog "cinegi"
local other = catalog "../secrets"
host "A" { address = "10.0.0.1", cinegy.playout_engine, other.thing }
