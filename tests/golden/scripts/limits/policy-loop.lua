print(pcall(check, load_plan "site.lua", { policies = "policy.lua" }))
