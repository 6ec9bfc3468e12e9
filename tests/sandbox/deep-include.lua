-- tries: a file that is included within calls within pcall
-- exit: 4
-- line: 8
-- says: functions call one another too deep here

local function f(n)
  if n == 0 then return include "value.lua" end
  return pcall(f, n - 1)
end
f(500)
