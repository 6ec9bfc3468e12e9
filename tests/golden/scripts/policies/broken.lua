return policy { title = "broken", each = "host", check = function(host) return host.nme .. 1 end }
