return policy { title = "t", each = "site", check = function(s, report) report(s, "good") end }
