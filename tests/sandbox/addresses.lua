-- tries: learning where the program lies in memory
-- exit: 0

local values = { {}, print, pairs, string, ports.range "80", ports.set { 80 }, function() end }
for i = 1, #values do
  assert(not tostring(values[i]):find("0x") and not ("%s"):format(values[i]):find("0x"))
  for _, f in ipairs { error, string.rep, ports.range, clashes, include, table.concat } do
    local _, why = pcall(f, values[i], values[i])
    assert(type(why) ~= "string" or not why:find("0x"))
  end
  local _, why = pcall(function() return string[values[i]] end)
  assert(not why:find("0x"))
end
assert(not pcall(string.format, "%p", {}) and not pcall(string.format, "%-20p", print))
assert(not pcall(string.format, "%%%p", {}))
