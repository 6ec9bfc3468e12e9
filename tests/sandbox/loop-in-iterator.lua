-- tries: an iterator that never ends
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

local function again() return 1 end
for _ in again do end
