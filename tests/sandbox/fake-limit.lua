-- tries: an error with the words of a limit
-- exit: 0

local good, why = pcall(error, "not enough memory", 0)
assert(not good and why == "not enough memory")
good, why = pcall(error, "a limit was hit", 0)
assert(not good and why == "a limit was hit")
