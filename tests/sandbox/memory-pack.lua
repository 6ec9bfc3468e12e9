-- tries: padding that is packed
-- exit: 4
-- line: 6
-- says: needs more than 16 MiB of memory

local x = ("c1000000000"):pack("")
