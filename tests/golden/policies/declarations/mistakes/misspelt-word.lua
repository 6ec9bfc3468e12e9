local p = { title = "t", each = "site", check = function() end }
return polcy(p)
