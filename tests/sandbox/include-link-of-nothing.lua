-- tries: a link to what is not there
-- exit: 2
-- line: 6
-- says: no such file

local found = include "dangling.lua"
print("ESCAPED", found)
