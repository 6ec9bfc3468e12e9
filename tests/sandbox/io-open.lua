-- tries: reading a file
-- exit: 2
-- line: 6
-- says: 'io' is not available

local f = io.open("../outside/secret.lua")
print("ESCAPED", f:read("a"))
