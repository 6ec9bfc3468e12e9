-- tries: one long text that a host names many times
-- exit: 4
-- line: 9
-- says: needs more than 16 MiB of memory
-- modes: plan

local s, tags = ("x"):rep(1000000), {}
for i = 1, 1000 do tags[i] = s end
host "A" { tags = tags }
