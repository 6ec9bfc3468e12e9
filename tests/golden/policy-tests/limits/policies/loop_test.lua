local function plan(name)
  return ([[ host %q { product "x" { tcp "y" { port = 8010 } } } ]]):format(name)
end

test "an endless loop" { plan = plan "LOOP", expect = {} }
test "another test runs all the same" { plan = plan "A", expect = {} }
test "the limit is expected" { plan = plan "LOOP", fails = "is there a loop that never ends?" }
test "too much memory" { plan = plan "HOG", expect = {} }
test "an endless plan" { plan = "while true do end", expect = {} }
