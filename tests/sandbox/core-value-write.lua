-- tries: a range that changes after it was checked
-- exit: 2
-- line: 7
-- says: a port range cannot be changed

local r = ports.range "8000-8099/tcp"
r.first = 1
