-- tries: running a program
-- exit: 2
-- line: 6
-- says: 'os' is not available

os.execute("echo ESCAPED")
