local function depth(n)
  local good, deeper = pcall(depth, n + 1)
  return good and deeper or n
end
print(depth(0))
