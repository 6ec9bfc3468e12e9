-- tries: including a file that is larger than what may be used
-- exit: 4
-- line: 6
-- says: needs more than 16 MiB of memory

pcall(include, "huge.lua")
