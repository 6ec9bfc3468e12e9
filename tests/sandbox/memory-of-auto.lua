-- tries: ranges that are long texts
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory
-- modes: plan

local s = ("1"):rep(1000000)
while true do local x = auto(s) end
