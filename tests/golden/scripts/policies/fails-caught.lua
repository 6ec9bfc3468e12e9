local plan = load_plan "site.lua"
print(pcall(check, plan, { policies = "broken.lua" }))
print(#check(plan) == #check(plan, { policies = "mine.lua" })) -- the plan has that one already
