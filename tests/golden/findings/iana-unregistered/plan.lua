local web = product "web" { tcp "ui" { port = 18200 } }
local db = product "db" { iana = "postgresql", tcp "sql" { port = 5432 }, tcp "admin" { port = 15432 } }

host "A" { address = "10.0.0.1", web, db }
