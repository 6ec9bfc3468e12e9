-- tries: ending with an error that cannot be shown
-- exit: 2
-- line: 6
-- says: error was called with a function, not with a string

error(print)
