-- tries: an environment as a parameter reaches nothing more
-- exit: 0

local function look(_ENV) return io, os, debug, load end
assert(select("#", look {}) == 4 and not look {})
for _, from in ipairs { _ENV, string, table, math } do
  assert(not pcall(look, from))
end
assert(not pcall(look, 5) and not pcall(look, print) and not pcall(look, "x"))
