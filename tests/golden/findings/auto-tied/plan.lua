local viewer = product "viewer" { tcp "web" { port = 80 }, udp "media" { port = 18000 } }
local fixed = product "fixed" { tcp "a" { port = 18002 } }
local web = auto { range = "18000-18009", same_on = "all hosts" }
local media = auto { range = "18100-18499", same_on = "all hosts", block = 16, align = 100 }

host "ONE" { address = "10.0.0.1", viewer { ports = { web = web, media = media } } }
host "TWO" { address = "10.0.0.2", excluded = { "18000-18001/tcp", "18200/udp" },
             viewer { instances = 3, ports = { web = web, media = media } } }
host "THREE" { address = "10.0.0.3", fixed, viewer { instances = { 2 }, ports = { web = web, media = media } } }

local packed = product "packed" { tcp "api" { port = 80 } }
local tight = auto { range = "18600-18602", same_on = "all hosts", block = 2 }
local blocker = product "blocker" { tcp "a" { port = 18600 }, tcp "b" { port = 18602 } }
host "FOUR" { address = "10.0.0.4", excluded = 18601, packed { ports = { api = tight } } }
host "FIVE" { address = "10.0.0.5", blocker, packed { instances = 2, ports = { api = tight } } }

local pair = product "pair" { tcp "api" { port = 80 } }
local same = auto { range = "18700-18710", same_on = "all hosts" }
host "SIX" { address = "10.0.0.6", pair { label = "left", ports = { api = same } },
             pair { label = "right", ports = { api = same } } }
