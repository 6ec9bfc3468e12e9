test "x" { plan = [[ host "A" { product "x" { tcp "y" { port = 8099 } } } ]], expect = {} }
