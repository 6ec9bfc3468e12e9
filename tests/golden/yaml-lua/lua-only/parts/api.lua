return product "api" { tcp "rest" { port = 18300 } }
