-- tries: compiling text that is put together at run time
-- exit: 2
-- line: 6
-- says: 'load' is not available

local f = load("return " .. "io")
print("ESCAPED", f)
