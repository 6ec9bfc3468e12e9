-- tries: a loop where table.sort compares
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

table.sort({ 3, 1, 2 }, function()
  while true do end
end)
