-- tries: a path of many parts
-- exit: 2
-- line: 6
-- says: a part of the path is not a folder

local found = include (("sub/../"):rep(100000) .. "value.lua/x")
print("ESCAPED", found)
