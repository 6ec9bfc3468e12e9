print(pcall(load_plan, "endless-plan.lua"))
print "still here"
