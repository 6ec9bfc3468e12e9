local web = product "web" {
  tcp "ui" { port = 18200, address = "localhost" },
  tcp "api" { port = 18201, address = "10.0.0" },
}
host "A" { address = "10.20.1.256", web }
host "B" { address = { "10.20.1.1", "10.20.1.01", "10.20.1.2/24" }, web }
host "C" { address = "*", web }
host "D" { address = "0.0.0.0", web }
host "E" { address = "fe80::1::2", web }
host "F" { address = "[::1]", web }
host "G" { address = "10.20.1.3:8080", web }
host "H" { address = "224.0.0.1", web }
host "I" { address = "", web }
host "J" { address = "10.20.1.4", web { address = "MUC-01" } }
