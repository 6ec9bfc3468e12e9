host "A" {
  address = "10.0.0.1",
  product "service" { tcp "api" { port = 9399, listener = "http.sys" } },
  product "site" { tcp "web" { port = 9399, url = "http://+:9399/site/", url_reservation = true } },
  product "player" { tcp "rpc" { port = 9399 } },
}
