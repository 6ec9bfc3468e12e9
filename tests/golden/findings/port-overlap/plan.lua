local feeds = product "feeds" { udp "in" { port = "18400+N" } }
local range = product "range" { udp "block" { port = "18402-18405" } }
local worker = product "worker" { tcp "api" { port = 18300 } }

host "A" {
  address = "10.0.0.1",
  feeds { instances = 8 },
  range,
  worker { instances = 3 },
}
