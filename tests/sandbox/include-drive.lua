-- tries: a drive, or a scheme
-- exit: 2
-- line: 6
-- says: has only / between its parts

local found = include "file:///etc/passwd"
print("ESCAPED", found)
