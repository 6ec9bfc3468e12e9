-- tries: taking off the environment's own metatable
-- exit: 2
-- line: 6
-- says: 'setmetatable' is not available

setmetatable(_ENV, nil)
