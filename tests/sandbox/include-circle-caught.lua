-- tries: files that include one another, caught
-- exit: 4
-- line: ring.lua:1
-- says: was stopped after 1,000,000 steps

while true do pcall(include, "ring.lua") end
