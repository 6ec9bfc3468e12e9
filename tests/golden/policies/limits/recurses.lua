local function down(n) return 1 + down(n + 1) end
return policy { title = "t", each = "site", check = function() down(1) end }
