-- tries: walking all globals
-- exit: 2
-- line: 6
-- says: '_G' is not available

for name in pairs(_G) do print("ESCAPED", name) end
