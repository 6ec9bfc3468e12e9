-- tries: controlling the terminal with an error
-- exit: 2
-- line: 6
-- says: gone

error("\27[2Jgone", 0)
