-- tries: Lua 5.1's way to the globals of a function of the program
-- exit: 2
-- line: 6
-- says: 'getfenv' is not defined

print("ESCAPED", getfenv(print))
