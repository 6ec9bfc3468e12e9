-- tries: an iterator that never ends
-- exit: 4
-- line: 6
-- says: was stopped after 1,000,000 steps

for _ in function() return 1 end do end
