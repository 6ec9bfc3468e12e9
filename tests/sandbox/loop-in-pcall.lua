-- tries: catching the error that ends a loop, again and again
-- exit: 4
-- line: 8
-- says: was stopped after 1,000,000 steps

while true do
  pcall(function()
    while true do end
  end)
end
