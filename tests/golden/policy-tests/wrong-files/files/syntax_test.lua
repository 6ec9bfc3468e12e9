test "x" { plan = [[ x ]] expect = {} }
