local web = product "web" { tcp "ui" { port = 18200 } }
host "SHARED" { os = "windows", address = "10.0.0.1", web }
rule "iana-collision" { severity = "note" }
