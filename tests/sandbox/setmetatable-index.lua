-- tries: a function that runs where a table is read
-- exit: 2
-- line: 6
-- says: 'setmetatable' is not available

local t = setmetatable({}, { __index = function() while true do end end })
print(t.x)
