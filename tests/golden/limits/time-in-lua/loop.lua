local text = ("x"):rep(100000)
while true do pcall(string.upper, text) end
