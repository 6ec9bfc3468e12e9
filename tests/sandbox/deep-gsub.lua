-- tries: C calls Lua calls C
-- exit: 4
-- line: 6
-- says: functions call one another too deep here

local function f() return ("x"):gsub(".", f) end
f()
