local function try(f)
  local _, why = pcall(f)
  print((tostring(why):gsub("^[^ ]*:%d+: ", "")))
end

return policy {
  title = "t",
  each = "site",
  check = function(s)
    local h = s.hosts[1]
    local p, b = h.placements[1], h.bindings[1]
    try(function() return s.host end)
    try(function() return h.adress end)
    try(function() return p.bindngs end)
    try(function() return b.prot end)
    try(function() return b.something_else end)
    try(function() return b[1] end)
    try(function() return h.bindings.port end)
    try(function() return h.bindings[{}] end)
    try(function() return #b end)
    try(function() return b + 1 end)
    try(function() return b < b end)
    try(function() return b() end)
    try(function() return b .. {} end)
    try(function() return p.claims(0) end)
    try(function() return p:claims() end)
    try(function() return p:claims(-1) end)
    try(function() return p:claims(65535) end)
    try(function() return p:claims("many") end)
    try(function() return h:holders() end)
    try(function() return h:holders "80-70" end)
    try(function() return h:holders "http" end)
    try(function() return h:holders(80, "TCP/IP") end)
    try(function() return bands.excluded(80) end)
    try(function() return bands.excluded(b, 1) end)
    try(function() return bands.of(b) end)
    try(function() return bands.ephemral(b) end)
    try(function() return overlaps(b) end)
    try(function() return overlaps(b, h) end)
    try(function() return clashes(b, { port = 5 }) end)
    try(function() return clashes(b, { transport = "tcp", prot = 5 }) end)
    try(function() return registry.find(b.port) end)
    for _, x in ipairs(b) do print(x) end
  end,
}
