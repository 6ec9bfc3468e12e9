-- tries: another spelling of a name
-- exit: 2
-- line: 6
-- says: no such file

local found = include "VALUE.LUA"
print("ESCAPED", found)
