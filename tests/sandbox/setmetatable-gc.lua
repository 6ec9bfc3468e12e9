-- tries: a finalizer, which runs without the hook
-- exit: 2
-- line: 6
-- says: 'setmetatable' is not available

setmetatable({}, { __gc = function() while true do end end })
