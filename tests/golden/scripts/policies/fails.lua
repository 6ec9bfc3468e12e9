check(load_plan "site.lua", { policies = "broken.lua" })
