-- tries: a loop whose variable cannot reach its end
-- exit: 4
-- line: 6
-- says: was stopped after 1,000,000 steps

for i = 1, math.huge do end
