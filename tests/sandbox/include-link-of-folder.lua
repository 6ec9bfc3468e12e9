-- tries: a symbolic link to a folder elsewhere
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "up/outside/secret.lua"
print("ESCAPED", found)
