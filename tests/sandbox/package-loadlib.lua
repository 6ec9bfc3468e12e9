-- tries: loading a shared library of the system
-- exit: 2
-- line: 6
-- says: 'package' is not available

print("ESCAPED", package.loadlib("libc.so.6", "system"))
