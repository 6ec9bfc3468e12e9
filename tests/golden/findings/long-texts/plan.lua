local path = ("a-long-segment/"):rep(8)
local gateway = product "gateway" {
  title = "Gateway for everything that anybody ever wanted to have a gateway for, Zürich edition",
  tcp "rest" { port = 18200, url = "http://+:{port}/" .. path, url_reservation = true },
}

host "A-HOST-WITH-A-NAME-THAT-GOES-ON-AND-ON-AND-ON-AND-ON-01" {
  address = "10.0.0.1",
  gateway { label = "first" },
  gateway { label = "second" },
}
