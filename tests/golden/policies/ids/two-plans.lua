policy { id = "a", title = "t", each = "site", check = function() end }
host "B" { product "p" { title = "P", tcp "e" { port = 18999 } } }
