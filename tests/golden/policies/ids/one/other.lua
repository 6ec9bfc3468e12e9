return policy { id = 'same', title = "t", each = "site", check = function() end }
