policy { id = "a", title = "t", each = "site", check = function() end }
host "C" { product "p" { title = "P", tcp "e" { port = 18999 } } }
