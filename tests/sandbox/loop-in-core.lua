-- tries: work that is done in C for the script
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

local s = ports.set { 1 }
while true do s = s + 2 end
