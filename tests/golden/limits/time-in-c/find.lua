-- the pattern tries every way to share the letters out
local text = ("a"):rep(40)
print(text:find((".-"):rep(40) .. "b"))
