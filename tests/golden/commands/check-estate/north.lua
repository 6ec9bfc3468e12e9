site "North" {}
local web = product "web" { tcp "ui" { port = 18200 } }
host "SHARED" { address = "10.0.0.1", web }
host "N1" { address = "10.0.0.2", web }
