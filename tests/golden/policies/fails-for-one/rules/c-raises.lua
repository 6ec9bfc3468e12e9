return policy { title = "t", each = "site", check = function() error("not today", 0) end }
