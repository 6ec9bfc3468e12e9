local names = { "load", "io", "os", "debug", "_G", "setmetatable", "rawset", "coroutine" }
for _, name in ipairs(names) do
  assert(not pcall(function() return _ENV[name] end))
end
local s, big = ("x"):rep(100), math.maxinteger
pcall(string.format, "%s%d%q%-5.3f%%%p", s, 1, "\0\200", 1.5, {})
pcall(s.gsub, s, "(.)%1", function(c) return c .. c end)
pcall(s.find, s, "%f[%w]%b()[^%s]-$", -5)
pcall(table.move, { 1, 2 }, 1, 2, big)
pcall(table.unpack, {}, -big, big)
pcall(function() string.format = nil end)
pcall(function() s.x = 1 end)
pcall(utf8.char, 0x7FFFFFFF, -1)
pcall(string.pack, "!8i16s4z", 1, s, s)
do
  local _ENV <const> = { print = print }
  print(io)
end
for k, v in pairs(_ENV) do print(k, v) end
goto done
do local function f() return f() end end
::done::
return pcall(error, { pcall }, 2)
