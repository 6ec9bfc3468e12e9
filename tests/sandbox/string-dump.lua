-- tries: turning functions into bytecode to change it
-- exit: 2
-- line: 6
-- says: 'string.dump' is not available

print("ESCAPED", string.dump(function() end))
