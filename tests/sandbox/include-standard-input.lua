-- tries: the name that stands for standard input
-- exit: 2
-- line: 6
-- says: no such file

local found = include "-"
print("ESCAPED", found)
