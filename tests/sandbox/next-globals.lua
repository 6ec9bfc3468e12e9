-- tries: Lua's next, whose order tells addresses
-- exit: 2
-- line: 6
-- says: 'next' is not available

print("ESCAPED", next(_ENV))
