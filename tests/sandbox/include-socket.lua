-- tries: a socket
-- exit: 2
-- line: 6
-- says: it is not a regular file

local found = include "socket.lua"
print("ESCAPED", found)
