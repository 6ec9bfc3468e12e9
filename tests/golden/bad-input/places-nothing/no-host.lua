local web = product "web" { tcp "ui" { port = 18200 } }
