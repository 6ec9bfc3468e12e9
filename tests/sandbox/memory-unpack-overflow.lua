-- tries: counts that pass the last integer (CVE-2025-46817)
-- exit: 0

local least, most = math.mininteger, math.maxinteger
assert(not pcall(table.unpack, {}, least, most))
assert(not pcall(table.unpack, {}, 0, most))
assert(not pcall(table.unpack, {}, most - 1e7 // 1 | 0, most))
assert(table.unpack({}, most, least) == nil and table.unpack({}, most, most) == nil)
assert(not pcall(table.concat, {}, "", least, most) and not pcall(table.concat, {}, "", most, most))
assert(not pcall(table.move, {}, least, most, 1) and not pcall(table.move, {}, 1, 2, most))
assert(not pcall(table.insert, {}, most, 1) and not pcall(table.remove, { 1 }, most))
assert(select("#") == 0 and not pcall(select, 0) and not pcall(select, least))
assert(("x"):sub(least, most) == "x" and ("x"):byte(least, most) == 120)
assert(not pcall(utf8.codepoint, "x", least) and not pcall(utf8.offset, "x", most, most))
assert(("x"):rep(least) == "" and ("x"):rep(0, "y") == "") -- memory-rep-overflow has the other end
assert(not pcall(string.char, -1) and not pcall(utf8.char, least))
