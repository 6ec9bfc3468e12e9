test "x" { plan = io.open("plan.lua"):read("a"), expect = {} }
