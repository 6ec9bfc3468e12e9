-- tries: an evil string.format for whoever comes next
-- exit: 2
-- line: 6
-- says: string cannot be changed

string.format = function() return "ESCAPED" end
