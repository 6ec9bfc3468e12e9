local cinegy = catalog "cinegy"
host "A"
product "web"
local loose = tcp "loose" { port = 18200 }
host "B" { address = "10.0.0.1", name = "C", products = { cinegy.air_web_api }, loose }
host { address = "10.0.0.2" }
host(12) {}
host "D" "E"
host "F" { address = "10.0.0.3", cinegy }
host "G" { address = "10.0.0.4", cinegy.air_web_api "x" }
host "H" { address = "10.0.0.5", cinegy.air_web_api { 8090 } }
host "I" { address = "10.0.0.6", nil, cinegy.air_web_api }
site "One" {}
site "Two" {}
cinegy.playout_engine { instances = 2 }
rule "prefer-above"
waive "prefer-above" {}
