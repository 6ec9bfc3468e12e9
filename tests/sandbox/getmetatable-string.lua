-- tries: changing the methods of all strings
-- exit: 2
-- line: 6
-- says: 'getmetatable' is not available

getmetatable("").__index = function() return "ESCAPED" end
