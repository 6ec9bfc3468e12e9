local web = product "web" { tcp "ui" { port = 8080 } }

host "A" { address = "10.0.0.1", web, web { label = "second" } }
rule "iana-collision" { severity = "note" }
rule "port-overlap" { severity = "warning" }
