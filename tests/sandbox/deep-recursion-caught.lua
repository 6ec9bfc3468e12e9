-- tries: probing for the depth of the stack
-- exit: 4
-- line: 7
-- says: functions call one another too deep here
-- options: --max-memory 128M --max-steps 20000000

local function f() return 1 + f() end
while true do pcall(f) end
