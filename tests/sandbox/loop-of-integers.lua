-- tries: a loop over all integers
-- exit: 4
-- line: 6
-- says: was stopped after 1,000,000 steps

for i = math.mininteger, math.maxinteger do end
