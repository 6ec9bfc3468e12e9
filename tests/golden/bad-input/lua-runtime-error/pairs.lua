for key in pairs(nil) do
  print(key)
end
