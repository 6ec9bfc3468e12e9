-- tries: a folder
-- exit: 2
-- line: 6
-- says: it is not a regular file

local found = include "sub"
print("ESCAPED", found)
