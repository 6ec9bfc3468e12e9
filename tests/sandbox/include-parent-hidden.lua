-- tries: the way out, hidden in a longer way
-- exit: 2
-- line: 6
-- says: it is outside the

local found = include "./sub/.././/../outside/./secret.lua"
print("ESCAPED", found)
