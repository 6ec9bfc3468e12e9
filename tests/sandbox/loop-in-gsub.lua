-- tries: a loop where string.gsub calls back
-- exit: 4
-- line: 7
-- says: was stopped after 1,000,000 steps

("abc"):gsub(".", function()
  pcall(function() while true do end end)
end)
