-- tries: compiled Lua behind a line for the shell
-- exit: 2
-- line: shebang.lua:2
-- says: unexpected symbol

print("ESCAPED", include "shebang.lua")
