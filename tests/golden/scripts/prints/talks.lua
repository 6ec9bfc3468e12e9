print "a plan talks on standard error"
host "A" { address = "10.0.0.1", product "x" { tcp "web" { port = 8888 } } }
