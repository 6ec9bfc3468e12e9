local function expand(text)
  return (text:gsub("%$", expand))
end
print(expand "$")
