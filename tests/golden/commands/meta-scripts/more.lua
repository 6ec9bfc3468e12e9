site "More" {}
local tool = product "tool" { tcp "web" { port = 7000, url = "http://localhost:{port}/" } }
host "MORE-1" { tool { label = "first" } }
waive "prefer-above" { product = "tool", reason = "a trial", owner = "me", expires = "2099-01-01" }
