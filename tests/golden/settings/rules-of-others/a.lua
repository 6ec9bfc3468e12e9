policy "rules/deep/labelled.lua"
policy "portplan/one-role-per-host"
host "A" { product "p" { tcp "web" { port = 9001 } } }
