-- tries: a length that passes the last integer
-- exit: 4
-- line: 6
-- says: needs more than

local x = ("xx"):rep(math.maxinteger)
