-- tries: a length that passes the last integer
-- exit: 2
-- line: 6
-- says: resulting string too large

local x = ("xx"):rep(math.maxinteger)
