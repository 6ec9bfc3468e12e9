-- The path is made here: it is no argument.
print(load_plan((arg[1]:gsub("^=", ""))).hosts[1].name)
