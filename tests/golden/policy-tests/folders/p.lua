return policy { title = "nothing is wrong", each = "site", check = function() end }
