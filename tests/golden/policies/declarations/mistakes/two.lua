policy { id = "a", title = "t", each = "site", check = function() end }
return policy { id = "b", title = "t", each = "site", check = function() end }
