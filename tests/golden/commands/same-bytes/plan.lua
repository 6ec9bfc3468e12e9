local cinegy = catalog "cinegy"
local settings = { web = 18001, soap = 18002 }
local ports = {}
for name, port in pairs(settings) do
  ports[name] = port
end
for i = 1, 20 do
  host(("H-%02d"):format(i)) {
    address = "10.0.0." .. i,
    cinegy.capture_engine { instances = 10 },
    cinegy.capture_planner { ports = ports },
    cinegy.playout_engine { instances = 16, tags = { "b", "a" } },
  }
end
