local any = product "any" { tcp "api" { port = 18200 } }
local reuse = product "reuse" { tcp "api" { port = 18300, reuse = "address" } }
local strong = product "strong" { tcp "ui" { port = 18400, url = "http://+:{port}/", listener = "http.sys" } }
local named = product "named" { tcp "ui" { port = 18400, url = "http://portal:{port}/app/", listener = "http.sys" } }

host "A" { address = "10.0.0.1", any, any { address = "10.0.0.1", label = "inner" } }
host "B" { address = "10.0.0.2", reuse, reuse { label = "second" } }
host "C" { address = "10.0.0.3", strong, named }
