-- tries: a pattern in a replacement
-- exit: 4
-- line: 8
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

local s = ("x"):rep(5000)
local x = s:gsub("", function() return s:gsub((".-"):rep(9) .. "b", "") end)
