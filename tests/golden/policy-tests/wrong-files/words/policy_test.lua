return policy { title = "x", each = "site", check = function() end }
