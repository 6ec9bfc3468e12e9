policy "mine.lua"
rule "mine" { above = 5 }
host "A" { product "p" { title = "P", tcp "e" { port = 18999 } } }
