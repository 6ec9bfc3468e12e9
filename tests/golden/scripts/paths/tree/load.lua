-- The path as the user gave it.
print(load_plan(arg[1]).name)
