-- tries: a name that is too long
-- exit: 2
-- line: 6
-- says: the path is too long

local found = include (("n"):rep(100000))
print("ESCAPED", found)
