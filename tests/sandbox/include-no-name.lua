-- tries: a table for a name
-- exit: 2
-- line: 6
-- says: include wants the name of a file

local found = include { "value.lua" }
print("ESCAPED", found)
