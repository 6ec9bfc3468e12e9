check(load_plan "site.lua", { policies = { "fails.lua", "count.lua", "broken-lua.lua" } })
