-- tries: calling a declaration with what is none
-- exit: 2
-- line: 7
-- says: attempt to index a declaration value

local h = host "A"
local call = h.__call
print("ESCAPED", call)
