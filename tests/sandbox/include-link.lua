-- tries: a symbolic link to a file elsewhere
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "link.lua"
print("ESCAPED", found)
