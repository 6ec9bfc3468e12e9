local web = product "web" { pools = { lanes = "9000-9010" }, tcp "ui" { port = 80 }, udp "media" { port = "lanes" } }
local function on(name, choice)
  host(name) { web { ports = { ui = choice } } }
end
on("a", auto { rnage = "10000-10999" })
on("b", auto { same_on = "all host" })
on("c", auto { same_on = "site" })
on("d", auto { block = 0 })
on("e", auto { align = 0, block = "x" })
on("f", auto { range = "10000-10009", block = 11 })
on("g", auto { range = "10001-10099", align = 100 })
on("h", auto { range = "10001-10205",
               align = 100,
               block = 150 })
on("i", auto { range = "10999-10000" })
on("j", auto { "10000-10999" })
on("k", auto(10000))
on("l", auto { range = {} })
host "m" { web { ports = { lanes = auto { range = 9000, block = 2 } } } }
on("n", auto { align = 65535, block = 2 })
