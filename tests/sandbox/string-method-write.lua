-- tries: a new method of all strings
-- exit: 2
-- line: 7
-- says: a string cannot be changed

local s = "x"
s.upper = function() return "ESCAPED" end
