return policy { title = "is elsewhere", each = "site", check = function(s, report) report(s, "loaded") end }
