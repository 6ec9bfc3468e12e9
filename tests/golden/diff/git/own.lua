return policy { each = "binding", title = "none", explain = "none", check = function() end }
