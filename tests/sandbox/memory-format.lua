-- tries: a format that names one text many times
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory

local s, t = ("x"):rep(1000000), {}
for i = 1, 50 do t[i] = s end
local x = ("%s"):rep(50):format(table.unpack(t))
