while true do end
return policy { title = "t", each = "site", check = function() end }
