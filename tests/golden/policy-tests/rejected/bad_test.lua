test "a field that is none" { plan = "", expects = {} }
test "# a name & <one>" { plan = 7, expect = {} }
