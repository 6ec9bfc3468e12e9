-- tries: replacing every character by a long text
-- exit: 4
-- line: 6
-- says: needs more than 16 MiB of memory

local x = ("x"):rep(100000):gsub(".", ("%0"):rep(1000))
