-- tries: running a file from elsewhere
-- exit: 2
-- line: 6
-- says: 'dofile' is not available

print("ESCAPED", dofile("../outside/secret.lua"))
