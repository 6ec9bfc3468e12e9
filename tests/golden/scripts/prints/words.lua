print(#arg, arg[0])
for i, word in ipairs(arg) do
  print(i, "<" .. word .. ">")
end
print(math.type(1), tostring(nil), #"x", true, {}, print)
