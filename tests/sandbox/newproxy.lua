-- tries: Lua 5.1's way to a metatable
-- exit: 2
-- line: 6
-- says: 'newproxy' is not defined

print("ESCAPED", newproxy(true))
