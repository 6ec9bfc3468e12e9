return policy { title = "t", each = "site", check = function() error({}) end }
