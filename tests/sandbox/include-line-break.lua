-- tries: a name with a line break
-- exit: 2
-- line: 6
-- says: include wants the name of a file

local found = include "value.lua\n"
print("ESCAPED", found)
