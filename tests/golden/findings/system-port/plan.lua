local web = product "web" { iana = { "https" }, tcp "ui" { port = 443, url = "https://+:443/" } }

host "A" { address = "10.0.0.1", web }
