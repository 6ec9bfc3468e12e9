local web = product "web" { tcp "ui" { port = 80 }, tcp "api" { port = 81 } }
host "a" { web { ports = { ui = auto { range = "10000-10999", same_on = "all hosts" },
                           api = auto { same_on = "all hosts" } } } }
host "b" { web { ports = { ui = auto { range = "10000-10998", same_on = "all hosts" },
                           api = auto { same_on = "all hosts", block = 4, align = 4 } } } }
host "c" { web { ports = { ui = auto { range = "11000-11999" }, api = auto { same_on = "all hosts" } } } }
