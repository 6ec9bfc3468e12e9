local web = product "web" { tcp "ui" { port = 18200 } }
host "A" { address = "10.0.0.1", web }
rule "prefer-above" { above = 20000, severity = "note" }
