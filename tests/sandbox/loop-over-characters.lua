-- tries: a loop whose body is a call of C
-- exit: 4
-- line: 6
-- says: was stopped after 1,000,000 steps

while true do local x = utf8.char(0x10FFFF) end
