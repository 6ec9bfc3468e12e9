local t = {}
while true do
  pcall(table.insert, t, ("x"):rep(1000) .. #t)
end
