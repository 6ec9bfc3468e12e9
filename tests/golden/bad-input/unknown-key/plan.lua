local web = product "web" {
  titel = "Web",
  tcp "ui" { prot = 18200 },
  udp "probe" { port = 18201, addres = "*" },
}

site "Munich" { so = "linux" }

host "A" {
  adress = "10.0.0.1",
  web { instance = 2, lable = "x" },
}

rule "prefer-above" { abov = 1000 }
waive "prefer-above" { product = "web", becuse = "default" }
