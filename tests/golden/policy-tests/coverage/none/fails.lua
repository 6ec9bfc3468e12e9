error("it does not load")
return policy { title = "x", each = "site", check = function() end }
