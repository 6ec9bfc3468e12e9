tset "x" { plan = "x", expect = {} }
