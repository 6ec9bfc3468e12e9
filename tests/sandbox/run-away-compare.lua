-- tries: comparing long texts again and again
-- exit: 4
-- line: 9
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1 --max-steps 1000000000

local a, b = ("x"):rep(4000000) .. "a", ("x"):rep(4000000) .. "b"
while true do
  local x = a < b
end
