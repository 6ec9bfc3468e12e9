return policy { "a.lua", "b.lua" }
