-- tries: filling whatever standard error goes to
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

local s = ("x"):rep(100000)
while true do print(s) end
