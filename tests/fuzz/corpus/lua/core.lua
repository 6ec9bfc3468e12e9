local r = ports.range "8000-8099/tcp"
local s = ports.set { "5421-5436", 8090 }
local t = s + ports.set { "8000-8010" } - ports.set { 8090 }
assert(r:contains(8010) and not t:contains(8090))
print(s:first_free(8000, 2), registry.find(8090, "tcp"), bands.of(51000, "windows"))
print(clashes({ transport = "tcp", port = 8888, url = "http://+:8888/" }, { transport = "tcp", port = 8888 }, "windows"))
pcall(function() return mediamtx end)
