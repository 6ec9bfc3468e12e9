local web = product "web" { tcp "ui" { port = 18200, url = "http://+:18200/", url_reservation = true } }
local api = product "api" { tcp "rest" { port = 18200 } }
local media = product "media" { tcp "hls" { port = 18200 } }

host "A" { address = "10.0.0.1", web, api, media }
