local web = product "web" {
  tcp "no-host" { port = 18200, url = "http://:18200/" },
  tcp "letters" { port = 18201, url = "http://+:port/" },
  tcp "brace" { port = 18202, url = "http://+:{prot}/" },
  tcp "above" { port = 18203, url = "http://+:70000/" },
  tcp "slash" { port = 18204, url = "http:/+:18204/" },
  tcp "bracket" { port = 18205, url = "http://[::1:18205/" },
  tcp "query" { port = 18206, url = "http://+:18206/x?y=1" },
  tcp "star" { port = 18207, url = "http://*.example.com:18207/" },
  tcp "empty" { port = 18208, url = "" },
  udp "udp" { port = 18209, url = "http://+:18209/" },
  tcp "none" { port = 18210, url_reservation = true },
  tcp "listener" { port = 18211, listener = "http.sys" },
}
host "A" { address = "10.0.0.1", web }
