-- tries: an order that is none, with which Lua's own sort leaves its table
-- exit: 0

local t = {}
for i = 1, 100 do t[i] = i * 7 % 101 end
table.sort(t, function() return true end)
table.sort(t, function(a, b) return a ~= b end)
table.sort(t, function(a) return a > 50 end)
assert(#t == 100)
assert(not pcall(table.sort, { 1, "x", {} }))
assert(not pcall(table.sort, { 3, 2, 1 }, function() error "no" end))
assert(not pcall(table.sort, { 3, 2, 1 }, 5))
local shrinking = { 4, 3, 2, 1 }
pcall(table.sort, shrinking, function(a, b) shrinking[2] = nil return a < b end)
