return policy { title = "t", each = "host", check = function(h, report) report(h, "good sees " .. h.name) end }
