-- tries: a table that grows
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory
-- options: --max-steps 1000000000

local t = {}
for i = 1, 1e9 do t[i] = { i } end
