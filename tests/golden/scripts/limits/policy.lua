return policy { title = "never ends", each = "host", check = function() while true do end end }
