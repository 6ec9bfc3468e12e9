-- tries: a plan that differs from run to run
-- exit: 2
-- line: 6
-- says: 'math.random' is not available

print("ESCAPED", math.random())
