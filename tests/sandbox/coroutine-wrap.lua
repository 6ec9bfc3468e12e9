-- tries: a thread of its own, which has no hook
-- exit: 2
-- line: 6
-- says: 'coroutine' is not available

local f = coroutine.wrap(function() while true do end end)
f()
