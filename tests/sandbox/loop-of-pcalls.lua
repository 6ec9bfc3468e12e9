-- tries: a loop that consists of nothing but pcall
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

::top::
pcall(error)
goto top
