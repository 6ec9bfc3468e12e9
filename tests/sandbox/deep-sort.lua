-- tries: sorting while it is sorted
-- exit: 4
-- line: 7
-- says: functions call one another too deep here
-- options: --max-memory 128M --max-steps 20000000

local function f() table.sort({ 2, 1 }, f) end
f()
