-- tries: one text that is too long
-- exit: 4
-- line: 6
-- says: needs more than 16 MiB of memory

local x = ("x"):rep(1 << 30)
