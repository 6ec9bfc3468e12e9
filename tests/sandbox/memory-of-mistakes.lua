-- tries: mistakes about something with a long name
-- exit: 4
-- line: 9
-- says: needs more than 16 MiB of memory
-- modes: plan

local bad = {}
for i = 1, 900 do bad["f" .. i] = print end
host(("x"):rep(1000000))(bad)
