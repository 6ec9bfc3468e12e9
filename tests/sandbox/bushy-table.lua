-- tries: a small table that is large when it is written out
-- exit: 4
-- line: 9
-- says: needs more than 16 MiB of memory
-- modes: plan

local t = { "x" }
for i = 1, 14 do t = { t, t, t, t } end
host "A" { tags = t }
