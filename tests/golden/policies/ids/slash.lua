return policy { id = 'portplan/mine', title = "t", each = "site", check = function() end }
