-- tries: joining one text many times
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory

local t, s = {}, ("x"):rep(1000000)
for i = 1, 1000 do t[i] = s end
local x = table.concat(t, s)
