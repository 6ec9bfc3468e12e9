local web = product "web" {
  title = 42,
  max_instances = "many",
  tcp "ui" { port = true, technology = { "HTTP" } },
  tcp "api" { port = 18201, firewall = "yes", reuse = "maybe" },
}
local cache = product "cache" { tcp "main" { port = 18300 } }

host "A" {
  os = "macos",
  address = 10,
  excluded = true,
  cache { instances = 1.5 },
  cache { instances = 0, label = false },
  cache { instances = "7-4" },
  cache { instances = { 0, 0 } },
  cache { ports = "18400" },
}
host "B" { tags = 3, address = "10.0.0.2", "cache", 12, print }
rule "prefer-above" { severity = "fatal" }
waive "prefer-above" { reason = "x", expires = "soon" }
