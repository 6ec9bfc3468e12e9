local web = product "web" {
  tcp "ui" { prot = 18200 },
}
return web + 1
