-- tries: a pipe that nobody writes to: waiting for ever
-- exit: 2
-- line: 6
-- says: it is not a regular file

local found = include "pipe.lua"
print("ESCAPED", found)
