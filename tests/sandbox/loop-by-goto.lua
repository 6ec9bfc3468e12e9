-- tries: a loop of goto and continue
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

local i = 0
::continue:: i = i + 1 if i > 0 then goto continue end
