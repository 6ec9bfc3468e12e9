return policy { title = "another", each = "host", check = function(host, report) report(host, "mine: " .. host.name) end }
