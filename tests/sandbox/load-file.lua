-- tries: running a file by another name
-- exit: 2
-- line: 6
-- says: 'loadfile' is not available

print("ESCAPED", loadfile("../outside/secret.lua"))
