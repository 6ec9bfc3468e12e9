test "a port of our own" { plan = [[ host "A" { product "x" { tcp "y" { port = 8010 } } } ]], expect = {} }
