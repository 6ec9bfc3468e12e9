-- A plan for several tests: lines are counted from the first line of the text.
return [[
local web = product "web" {
  tcp "ui" { port = 8081, url = "http://*:8081/" },
  tcp "admin" { port = "8200+N", url = "http://*:{port}/" },
}
host "A" {
  os = "linux",
  web { instances = 2, without = "ui" },
}
host "B" { os = "linux", web { without = "admin" } }
]]
