local web = product "web" {
  tcp "ui" { port = 18200 }
  tcp "api" { port = 18201 }
}
host "A" { address = "10.0.0.1" web }
