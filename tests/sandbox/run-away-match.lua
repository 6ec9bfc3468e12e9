-- tries: a pattern that tries every way, caught
-- exit: 4
-- line: 8
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

while true do
  pcall(string.match, ("a"):rep(40), ("a?"):rep(40) .. ("a"):rep(40) .. "b")
end
