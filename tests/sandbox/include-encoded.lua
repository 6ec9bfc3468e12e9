-- tries: the way out in percent signs
-- exit: 2
-- line: 6
-- says: no such file

local found = include "%2e%2e/outside/secret.lua"
print("ESCAPED", found)
