-- tries: an environment of its own
-- exit: 2
-- line: 10
-- says: attempt to index a nil value (global 'os')

local print = print
do
  local _ENV = { print = print }
  print(os and "ESCAPED" or "nothing")
  os.execute("echo ESCAPED")
end
