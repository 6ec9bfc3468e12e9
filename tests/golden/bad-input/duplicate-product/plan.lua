local web = product "web" {
  tcp "ui" { port = 18200 },
  tcp "ui" { port = 18201 },
}
local other = product "web" { tcp "ui" { port = 18300 } }
host "A" { address = "10.0.0.1", web, other }
