-- Enough for several threads: 2,500 hosts with 60 instances each, and a clash on every 100th.
local encoder = product "encoder" {
  udp "stream" { port = "20000+2*N" },
  tcp "control" { port = "30000+N" },
}
local recorder = product "recorder" { tcp "control" { port = 30007 } }
for i = 1, 1250 do
  host(("H%04d"):format(i)) {
    os = "linux",
    encoder { instances = 60 },
    i % 100 == 0 and recorder { instances = 1 } or nil,
  }
end
