-- tries: running a program with a pipe
-- exit: 2
-- line: 6
-- says: 'io' is not available

print("ESCAPED", io.popen("id"):read("a"))
