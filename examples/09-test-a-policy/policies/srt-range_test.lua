local encoder = [[
local encoder = product "encoder" {
  udp "stream" { port = "9098+N", technology = "SRT" },
  tcp "web" { port = 8200, technology = "HTTP" },
}
]]

test "a stream outside the range is reported, once for each instance" {
  plan = encoder .. [[
host "ENC-01" { encoder { instances = 4 } }
]],
  expect = {
    { host = "ENC-01", port = 9100, transport = "udp", line = 5 },
    { host = "ENC-01", port = 9101, transport = "udp", line = 5, says = "does not pass the firewall" },
  },
}

test "a stream inside the range is not" {
  plan = encoder .. [[
host "ENC-01" { encoder { instances = 2 } }
]],
  expect = {},
}
