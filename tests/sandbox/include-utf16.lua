-- tries: text that is not UTF-8
-- exit: 2
-- line: 6
-- says: it is not a text file

local found = include "utf16.lua"
print("ESCAPED", found)
