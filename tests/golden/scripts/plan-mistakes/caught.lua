local good, why = pcall(load_plan, "wrong.lua")
print(good, type(why))
print(why)
print(#load_plan("other.yaml").hosts)
