-- tries: compiled Lua behind a byte order mark
-- exit: 2
-- line: 6
-- says: it is not a text file

local found = include "mark.lua"
print("ESCAPED", found)
