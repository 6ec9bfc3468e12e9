local c = catalog "cinegy"
host "A" { c.playout_engine
rule "iana-collision" { severity = "note" }
