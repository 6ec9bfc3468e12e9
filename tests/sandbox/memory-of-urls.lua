-- tries: long texts that the core reads and refuses
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory

local url = "http://" .. ("x"):rep(1000000)
while true do
  pcall(clashes, { transport = "tcp", port = 1, url = url, v6only = 5 }, {})
end
