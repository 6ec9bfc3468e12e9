-- tries: reaching what functions of the program have as upvalues
-- exit: 2
-- line: 6
-- says: 'debug' is not available

print("ESCAPED", debug.getupvalue(pairs, 1))
