print(pcall(load_plan, "hog-plan.lua"))
