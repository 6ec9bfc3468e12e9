local web = product "web" { tcp "ui" { port = 18200, url = "http://+:{port}/", url_reservation = true } }
local media = product "media" { tcp "hls" { port = 18200 } }

host "WIN" { address = "10.0.0.1", web, media { address = "127.0.0.1" } }
host "LIN" { os = "linux", address = "10.0.0.2", web, media }
