local web = product "web" {
  tcp "upper" { port = 18200, url = "HTTP://+:18200/" },
  tcp "portless" { port = 18201, url = "http://+/" },
  tcp "zero" { port = 18202, url = "http://+:018202/" },
  tcp "other" { port = 18203, url = "http://+:18204/" },
  tcp "space" { port = 18205, url = "http://+:18205/my app/" },
  tcp "slash" { port = 18206, url = "http://+:18206/app" },
  tcp "stream" { port = 18207, url = "rtsp://server:99/live" },
}
host "A" { address = "10.0.0.1", web }
