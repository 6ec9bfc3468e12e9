-- tries: a loop while a variable is closed, after the limit was hit
-- exit: 2
-- line: 7
-- says: 'setmetatable' is not available

local guard = { __close = function() while true do end end }
local x <close> = setmetatable({}, guard)
