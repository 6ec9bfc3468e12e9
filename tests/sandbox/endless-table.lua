-- tries: a table that contains itself
-- exit: 2
-- line: 9
-- says: is nested too deep, or contains itself
-- modes: plan

local tags = {}
tags[1] = tags
host "A" { tags = tags }
