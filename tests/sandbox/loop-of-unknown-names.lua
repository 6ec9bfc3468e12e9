-- tries: the search for the nearest of many long names
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

local long = ("x"):rep(1000000)
for i = 1, 1e9 do pcall(function() return _ENV[long .. i] end) end
