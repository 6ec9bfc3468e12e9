-- tries: ending the program with a good exit code
-- exit: 2
-- line: 6
-- says: 'os' is not available

os.exit(0)
