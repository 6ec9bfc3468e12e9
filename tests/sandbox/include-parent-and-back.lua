-- tries: out of the folder and in again
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "../plan/value.lua"
print("ESCAPED", found)
