-- tries: a link to itself
-- exit: 2
-- line: 6
-- says: cannot be included

local found = include "circle.lua"
print("ESCAPED", found)
