-- The assignment on every port, as the core finds it, and every name that it knows by number.
for _, transport in ipairs { "tcp", "udp", "sctp", "dccp" } do
  for port = 1, 65535 do
    local found = registry.find(port, transport)
    if found then
      print(port, transport, found.name, found.first, found.last)
    end
  end
end
