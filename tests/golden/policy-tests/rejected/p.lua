return policy { title = "t", severity = "note", each = "site", check = function() end }
