-- tries: a text that doubles
-- exit: 4
-- line: 7
-- says: needs more than 16 MiB of memory

local s = "x"
while true do s = s .. s end
