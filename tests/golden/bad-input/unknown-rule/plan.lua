local web = product "web" { tcp "ui" { port = 18200 } }
host "A" { address = "10.0.0.1", web }
rule "iana-colision" { severity = "off" }
rule "prefer-above" { severity = "of" }
waive "prefer-over" { product = "web", reason = "default" }
waive "prefer-above" { product = "wep", host = "AA", endpoint = "uii", reason = "default" }
