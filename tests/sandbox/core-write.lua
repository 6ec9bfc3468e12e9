-- tries: another ports.range
-- exit: 2
-- line: 6
-- says: ports cannot be changed

ports.range = print
