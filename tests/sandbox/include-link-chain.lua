-- tries: a link to a link to a file elsewhere
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "chain.lua"
print("ESCAPED", found)
