-- tries: what a shell would expand
-- exit: 2
-- line: 6
-- says: no such file

local found = include "~/../outside/secret.lua"
print("ESCAPED", found)
