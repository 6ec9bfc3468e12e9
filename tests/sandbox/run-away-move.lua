-- tries: moving nothing, nearly for ever
-- exit: 4
-- line: 7
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

local t = table.move({}, 1, math.maxinteger - 1, 2)
