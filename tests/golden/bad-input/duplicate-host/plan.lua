local web = product "web" { tcp "ui" { port = 18200 } }

host "MUC-PLAY-01" { address = "10.0.0.1", web }
host "muc-play-01" { address = "10.0.0.2", web }
