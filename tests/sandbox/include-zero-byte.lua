-- tries: a name that ends early for C
-- exit: 2
-- line: 6
-- says: include wants the name of a file

local found = include "value.lua\0/../../outside/secret.lua"
print("ESCAPED", found)
