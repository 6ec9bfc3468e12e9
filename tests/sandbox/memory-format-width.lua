-- tries: a width of millions
-- exit: 2
-- line: 6
-- says: invalid conversion

local x = ("%999999d"):format(1)
