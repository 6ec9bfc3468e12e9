-- tries: crafted bytecode, with which Lua reads and writes any memory
-- exit: 2
-- line: 7
-- says: 'loadstring' is not available

local bytes = "\27Lua\x54\0\x19\x93\r\n\x1a\n"
local f = loadstring(bytes) or load(bytes, "x", "b")
print("ESCAPED", f)
