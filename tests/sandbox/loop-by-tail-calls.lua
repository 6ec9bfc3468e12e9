-- tries: calls that need no stack
-- exit: 4
-- line: 6
-- says: was stopped after 1,000,000 steps

local function f() return f() end
f()
