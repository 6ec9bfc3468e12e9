test "x" { plan = include "../cmd", expect = {} }
