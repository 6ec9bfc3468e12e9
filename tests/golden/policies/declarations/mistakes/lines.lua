return policy { title = "two\nlines", each = "host", check = function() end }
