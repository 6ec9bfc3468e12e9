local probe = product "probe" { title = "Probe", tcp "rest" { port = 18200 } }
host "A" { address = "10.0.0.1", probe }
host "B" { address = "10.0.0.2", probe { label = "spare" } }
