return policy { title = "t", each = "site", severity = "note", check = function(s, report) report(s, "good to the end") end }
