-- tries: more values than the stack has room for
-- exit: 2
-- line: 6
-- says: too many results to unpack

local x = table.unpack({}, 1, 1e8)
