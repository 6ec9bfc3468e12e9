-- tries: a device that never ends, by way of a link
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "zero.lua"
print("ESCAPED", found)
