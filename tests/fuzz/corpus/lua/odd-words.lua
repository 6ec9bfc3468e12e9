local t = { 1, "x", nil, true, { { {} } }, [5.5] = 1, [print] = 2 }
t[9] = t
pcall(host, t)
pcall(host "A", t)
pcall(product, "p\n", t)
pcall(catalog, "../x")
pcall(include, "../x.lua")
pcall(include, "-")
pcall(auto, ports.range "1-2")
pcall(clashes, { transport = "tcp", port = 1, url = "http://+:1/", v6only = 1 }, {}, "linux")
local set = ports.set { 1, "5-9", ports.range "20/tcp" } + 5 - "1-3"
pcall(set.first_free, set, 1, 65536)
host "A" { tags = { "x", set }, rule "x" {}, { { use = "y", instances = -1 } } }
site { os = "none" } { os = "linux" }
waive "x" {} policy "p" { function() end }
