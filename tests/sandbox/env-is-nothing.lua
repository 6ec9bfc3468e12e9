-- tries: no environment at all
-- exit: 2
-- line: 7
-- says: attempt to index a nil value (upvalue '_ENV')

_ENV = nil
os = 1
