return policy { title = "spy", each = "site", check = function() print "ESCAPED" end }
