-- tries: a set that changes
-- exit: 2
-- line: 7
-- says: a port set cannot be changed

local s = ports.set { 1, 2 }
s.contains = function() return true end
