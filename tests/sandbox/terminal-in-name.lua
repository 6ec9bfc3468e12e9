-- tries: controlling the terminal with a name
-- exit: 2
-- line: 8
-- says: holds a control character
-- never: \x1b
-- modes: plan

host "A\27[2J" {}
