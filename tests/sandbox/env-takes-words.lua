-- tries: taking pcall away for all
-- exit: 2
-- line: 6
-- says: 'pcall' is a word of the

_ENV.pcall = nil
