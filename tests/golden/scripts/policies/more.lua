return policy { title = "more", each = "host", check = function(host, report) report(host, "more: " .. host.name) end }
