-- Two hundred listeners on one port are 19,900 pairs: more than anybody wants to read.
local listener = product "listener" { tcp "feed" { port = 29200 } }
local placements = {}
for i = 1, 200 do
  placements[i] = listener { label = "n" .. i }
end

host "SRV-01" { os = "linux", placements }
host "SRV-02" { os = "linux", listener { label = "a" }, listener { label = "b" } }
