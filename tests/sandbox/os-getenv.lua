-- tries: reading the environment
-- exit: 2
-- line: 6
-- says: 'os' is not available

print("ESCAPED", os.getenv("HOME"))
