test "x" { policy = "portplan/no-plain-http", plan = "x", expect = {} }
error("enough")
