-- tries: reading past __index
-- exit: 2
-- line: 6
-- says: 'rawget' is not available

print("ESCAPED", rawget(_ENV, "os"))
