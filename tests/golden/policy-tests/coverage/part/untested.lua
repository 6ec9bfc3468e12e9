-- policy of nobody
return policy { title = "x", each = "site", check = function() end }
