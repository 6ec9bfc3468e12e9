-- tries: the way out as Windows writes it
-- exit: 2
-- line: 6
-- says: has only / between its parts

local found = include "..\\outside\\secret.lua"
print("ESCAPED", found)
