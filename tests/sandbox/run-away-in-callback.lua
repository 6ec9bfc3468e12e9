-- tries: a C function within a C function within pcall
-- exit: 4
-- line: 8
-- says: the run took more than 1 s of CPU time and was stopped here
-- options: --timeout 1

local function go()
  return ("a"):rep(40):find((".-"):rep(40) .. "b")
end
pcall(string.gsub, "xyz", ".", go)
