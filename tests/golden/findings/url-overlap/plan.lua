local one = product "one" { tcp "ui" { port = 18200, url = "http://+:{port}/Portal", url_reservation = true } }
local two = product "two" { tcp "ui" { port = 18200, url = "http://+:{port}/portal/", url_reservation = true } }
local tls = product "tls" { tcp "ui" { port = 18200, url = "https://+:{port}/safe/", url_reservation = true } }
local sub = product "sub" { tcp "ui" { port = 18200, url = "http://+:{port}/portal/deeper/", url_reservation = true } }

host "A" { address = "10.0.0.1", one, two, sub }
host "B" { address = "10.0.0.2", one, tls }
host "C" { address = "10.0.0.3", sub { instances = 2 } }
host "LINUX" { os = "linux", address = "10.0.0.4", one }
