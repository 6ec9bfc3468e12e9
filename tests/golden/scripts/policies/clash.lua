check(load_plan "site.lua", { policies = "other/mine.lua" })
