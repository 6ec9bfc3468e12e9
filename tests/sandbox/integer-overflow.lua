-- tries: loops whose variable would pass the last integer
-- exit: 0

local count = 0
for _ = math.maxinteger - 1, math.maxinteger do count = count + 1 end
for _ = math.mininteger + 1, math.mininteger, -1 do count = count + 1 end
for _ = math.maxinteger, math.mininteger do count = count + 1 end
for _ = 1, 3, math.maxinteger do count = count + 1 end
for _ = 1, math.mininteger do count = count + 1 end
assert(count == 5)
assert(not pcall(function() for _ = 1, 2, 0 do end end))
assert(math.mininteger // -1 == math.mininteger and math.mininteger % -1 == 0)
assert(not pcall(function() return 1 // 0 end) and not pcall(function() return 1 % 0 end))
