-- tries: taking everything from Lua's registry
-- exit: 2
-- line: 6
-- says: 'debug' is not available

for _, value in pairs(debug.getregistry()) do
  print("ESCAPED", value)
end
