-- tries: a file beside the folder
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "../outside/secret.lua"
print("ESCAPED", found)
