local cinegy = catalog "cinegy"
site "All" { os = "linux" }

local all = product "all" {
  title = "All fields",
  max_instances = 3,
  pools = { few = "18001-18004" },
  notes = "for people",
  iana = { "http-alt" },
  tcp "ui" { port = 8080, technology = "HTTP", url = "http://*:{port}/app", listener = "socket",
             address = "::", v6only = true, reuse = "port", firewall = true, notes = "a page" },
  tcp "lane" { port = "few", firewall = false },
  udp "block" { port = "19000-19003+4*N", address = "127.0.0.1", reuse = "exclusive" },
  sctp "signal" { port = "19900+N" },
  dccp "stream" { port = 19950 },
}

host "L" {
  address = { "10.0.0.1", "fd00::1" },
  excluded = { "18002", "30000-30099" },
  ephemeral = "19000-19999",
  tags = { "rack-1", "test" },
  backup_of = { "W", "F" },
  all { instances = { 0, 2 }, label = "pair", tags = "x", without = { "stream" },
        ports = { few = auto "18100-18199", signal = "20000+2*N" } },
  all { instances = "1-3", address = "10.0.0.1", ports = { block = 21000, ui = auto } },
}
host "W" {
  os = "windows",
  address = "10.0.0.2",
  cinegy.capture_engine { instances = 3, ports = { control = 9001 } },
  all { ports = { ui = 5000 } },
}
host "F" { os = "linux", address = "10.0.0.3", all { instances = 2 } }
host "P" { pool = "p", all { instances = 1, without = "ui" } }
host "Q" { os = "linux", pool = "P", spare = true }

rule "prefer-above" { severity = "warning", above = 10000 }
rule "iana-unregistered" { severity = "note" }
waive "system-port" { host = "W", product = "all", endpoint = "ui", label = "x", port = 5000, reason = "none" }
