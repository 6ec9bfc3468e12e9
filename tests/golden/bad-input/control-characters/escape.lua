local web = product "web" { title = "\27[31mred\nline", tcp "u\0i" { port = 18200 } }
host "A\7" { address = "10.0.0.1\27[2J", web { label = "a\tb" } }
