-- tries: a pattern in an iterator
-- exit: 4
-- line: 7
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

for _ in ("a"):rep(40):gmatch((".*"):rep(40) .. "b") do end
