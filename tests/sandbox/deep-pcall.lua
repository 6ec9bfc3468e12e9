-- tries: pcall within pcall
-- exit: 4
-- line: 6
-- says: functions call one another too deep here

local function f() return pcall(f) end
f()
