-- tries: a variable that is closed
-- exit: 2
-- line: 6
-- says: variable 'x' got a non-closable value

local x <close> = "text"
