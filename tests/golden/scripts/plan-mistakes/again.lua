local good, why = pcall(load_plan, "wrong.lua")
assert(not good)
error(why)
