-- tries: a loop that never ends
-- exit: 4
-- line: 6
-- says: was stopped after 1,000,000 steps

while true do end
