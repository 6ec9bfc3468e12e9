while true do
  test "x" { policy = "portplan/no-plain-http", plan = "x", expect = {} }
end
