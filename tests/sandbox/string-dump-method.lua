-- tries: string.dump by way of a method
-- exit: 2
-- line: 6
-- says: 'string.dump' is not available

local dump = ("").dump
print("ESCAPED", dump(function() end))
