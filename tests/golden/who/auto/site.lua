local s = product "s" { tcp "web" { port = 9500 } }
host "WIN" { os = "windows", address = "10.0.0.1", s { ports = { web = auto } } }
host "LIN" { os = "linux", address = "10.0.0.2", excluded = 9000, s { ports = { web = auto } } }
