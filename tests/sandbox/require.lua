-- tries: loading a module
-- exit: 2
-- line: 6
-- says: 'require' is not available

print("ESCAPED", require("os"))
