policy { title = "t", each = "site", check = function() end }
