local recorder = product "recorder" {
  pools = { api = "8301-8306" },
  tcp "rest" { port = "api", address = "127.0.0.1" },
  udp "discovery" { port = "api" },
}
local monitor = product "monitor" { tcp "ui" { port = 9101 } }

host "REC-2" { address = "10.0.0.2", recorder { instances = 2 }, monitor { ports = { ui = auto } } }
