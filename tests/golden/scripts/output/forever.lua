while true do
  pcall(print, "again")
end
