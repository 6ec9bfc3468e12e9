host "MUC-1" { os = "linux", address = "10.0.0.1", product "web" { tcp "ui" { port = 8090 } } }

rule "prefer-above" { above = 9000 }
rule "dynamic-port" { severity = "off" }
