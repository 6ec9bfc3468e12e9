return policy { title = "mine", each = "host", check = function(host, report) report(host, "mine: " .. host.name) end }
