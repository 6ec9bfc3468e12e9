-- tries: writing past __newindex
-- exit: 2
-- line: 6
-- says: 'rawset' is not available

rawset(string, "format", print)
