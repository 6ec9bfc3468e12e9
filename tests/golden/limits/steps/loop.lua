local count = 0
while true do pcall(function() count = count + 1 end) end
