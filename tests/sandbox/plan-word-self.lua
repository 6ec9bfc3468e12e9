-- tries: calling a declaration with what is none
-- modes: plan
-- exit: 2
-- line: 8
-- says: attempt to index a declaration value

local h = host "A"
local call = h.__call
print("ESCAPED", call)
