-- tries: a library by a name that is put together
-- exit: 2
-- line: 7
-- says: 'os' is not available

local name = "o" .. "s"
_ENV[name].execute("echo ESCAPED")
