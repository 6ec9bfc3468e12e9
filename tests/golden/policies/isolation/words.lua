local _, had = pcall(function() return shared end)
shared = "set" -- luacheck: ignore
return { shared = had }
