return policy { title = "luck", each = "site", explain = ("x"):rep(math.random(3)), check = function() end }
