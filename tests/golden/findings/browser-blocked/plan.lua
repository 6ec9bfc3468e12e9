local web = product "web" { tcp "ui" { port = 6000, technology = "HTTP", url = "http://+:{port}/" } }
local x11 = product "x11" { tcp "display" { port = 6000, technology = "X11" } }

host "A" { address = "10.0.0.1", web }
host "B" { os = "linux", address = "10.0.0.2", x11 }
