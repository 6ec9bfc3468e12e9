-- tries: nothing, repeated nearly for ever
-- exit: 4
-- line: 7
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

local s = (""):rep(math.maxinteger)
