host "A" { product "p" { title = "P", tcp "e" { port = 18999 } } }
policy "mistakes"
