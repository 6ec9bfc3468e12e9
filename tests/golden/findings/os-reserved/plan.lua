local remote = product "remote" { tcp "a" { port = 3389 }, tcp "b" { port = 5985 }, tcp "c" { port = 445 } }
local shell = product "shell" { tcp "login" { port = 22 } }

host "WIN" { address = "10.0.0.1", remote, shell }
host "LIN" { os = "linux", address = "10.0.0.2", remote, shell }
