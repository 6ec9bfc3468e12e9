-- tries: methods of the core on values that are not theirs
-- exit: 0

local r, s = ports.range "80", ports.set { 80 }
assert(not pcall(r.overlaps, s, r) and not pcall(s.contains, r, 80))
assert(not pcall(r.overlaps, print, r) and not pcall(s.ranges, {}))
assert(not pcall(s.first_free) and not pcall(s.first_free, s, 80, math.maxinteger))
assert(not pcall(function() return s .. r end) and not pcall(function() return r + 1 end))
assert(not pcall(function() return #r < s end))
