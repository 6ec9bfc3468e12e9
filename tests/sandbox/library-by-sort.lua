-- tries: overwriting a library with table.sort
-- exit: 2
-- line: 8
-- says: utf8 cannot be changed

local function more(a, b) return a ~= b end
table.sort({ 2, 1 }, more)
utf8[1] = "x"
