site "Fields" { os = "linux" }
local p = product "p" {
  title = "A product",
  max_instances = 9,
  pools = { api = "21000-21001" },
  tcp "web" { port = "18999+10*N", technology = "HTTP", url = "https://h:{port}/x", firewall = true },
  tcp "rest" { port = "api", url = "http://+:{port}/rest/", listener = "socket" },
  udp "in" { port = "20000-20003+4*N", reuse = "multicast", address = "239.1.1.1", firewall = false },
}
host "A" {
  address = { "10.0.0.1", "fe80::1" },
  tags = { "x", "role:y" },
  excluded = { "5-6", "7/tcp" },
  ephemeral = "50000-60000",
  p { instances = { 1, 4, 5 }, label = "L", tags = "t", address = "10.0.0.1" },
}
host "B" { os = "windows", p { ports = { web = auto } } }
rule "iana-collision" { severity = "off" }
rule "dynamic-port" { severity = "off" }
rule "pool-exhausted" { severity = "off" }
