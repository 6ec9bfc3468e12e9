-- tries: errors that are no strings, and errors of errors
-- exit: 0

local t = {}
local good, why = pcall(error, t)
assert(not good and why == t)
good, why = pcall(error)
assert(not good and why == nil)
good, why = pcall(error, "x", 1e9)
assert(not good and why == "x")
assert(not pcall(error, "x", -1) and not pcall(pcall))
good, why = pcall(pcall, error, print)
assert(good and why == false)
