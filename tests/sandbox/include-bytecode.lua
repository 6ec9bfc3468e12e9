-- tries: compiled Lua
-- exit: 2
-- line: 6
-- says: is compiled Lua; only text can be run

local found = include "bytecode.lua"
print("ESCAPED", found)
