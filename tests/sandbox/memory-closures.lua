-- tries: functions that keep functions
-- exit: 4
-- line: 10
-- says: needs more than 16 MiB of memory
-- options: --max-steps 1000000000

local f = function() end
while true do
  local g = f
  f = function() return g end
end
