-- tries: the compiler wrote beyond its memory for a constant _ENV (CVE-2022-28805)
-- exit: 0

local pcall = pcall
local function f(...)
  local _ENV <const> = 11
  local ok = pcall(function() return x and y.z and w[v] end)
  return ok
end
assert(not f())
local good = pcall(function()
  local _ENV <const> = 1; local a <close> = nil; A.A.A = B
end)
assert(not good)
