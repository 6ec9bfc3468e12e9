-- tries: a file of the system
-- exit: 2
-- line: 6
-- says: has only / between its parts

local found = include "/etc/passwd"
print("ESCAPED", found)
