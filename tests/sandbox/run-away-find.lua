-- tries: a pattern that tries every way
-- exit: 4
-- line: 7
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

local x = ("a"):rep(40):find((".-"):rep(40) .. "b")
