local function plan(name)
  return ([[ host %q { product "x" { tcp "y" { port = 8010 } } } ]]):format(name)
end

test "A is A" { plan = plan "A", expect = {} }
test "B is not" { plan = plan "B", expect = { { host = "B" } } }
