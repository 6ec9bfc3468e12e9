local web = product "web" { tcp "ui" { port = 18200 } }
host "A" { web, backup_of = "B" }
host "B" { web, backup_of = "A" }
host "C" { web, backup_of = "A" }
host "D" { web, backup_of = "F" }
host "E" { web, backup_of = "D" }
host "F" { web, backup_of = "E" }
