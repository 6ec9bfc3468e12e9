test "one that would pass" { plan = 'host "A" {}', expect = {} }
