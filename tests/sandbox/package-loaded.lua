-- tries: finding the full libraries where Lua keeps them
-- exit: 2
-- line: 6
-- says: 'package' is not available

local os = package.loaded.os
os.execute("echo ESCAPED")
