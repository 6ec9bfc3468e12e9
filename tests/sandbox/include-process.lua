-- tries: the program's own memory by way of a link
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "memory.lua"
print("ESCAPED", found)
