local pooled = product "pooled" { pools = { p = "18001-18009" }, tcp "x" { port = "p" }, tcp "y" { port = "p" } }
local single = product "single" { tcp "x" { port = 18301 }, tcp "y" { port = 18301 } }
local blocks = { p = auto { range = "18400-18419", block = 3, same_on = "all hosts" } }

host "A" { address = "10.0.0.1", pooled { instances = 2 }, single, }
host "B" { address = "10.0.0.2", pooled { instances = { 4, 6 } } }
host "C" { address = "10.0.0.3", pooled { instances = 3, ports = blocks } }
