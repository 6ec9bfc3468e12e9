test "there is no file no-policy.lua" { plan = "x", expect = {} }
