-- Everything that a policy sees of the plan, and every way to write to it.
local function try(what, f, ...)
  local good, why = pcall(f, ...)
  print(what .. ":", good and "NOT REFUSED" or (why:gsub("^[^ ]*:%d+: ", "")))
end
local function set(t, k, v) t[k] = v end

return policy {
  title = "t",
  each = "binding",
  check = function(b)
    local h, p = b.on, b.placement
    local views = { { "binding", b }, { "placement", p }, { "host", h } }
    for _, list in ipairs { "tags", "placements", "bindings", "addresses", "excluded" } do
      views[#views + 1] = { "host." .. list, h[list] }
    end
    for _, list in ipairs { "tags", "bindings", "instances" } do
      views[#views + 1] = { "placement." .. list, p[list] }
    end
    views[#views + 1] = { "host.ephemeral", h.ephemeral }
    for _, view in ipairs(views) do
      try(view[1] .. ".port = 1", set, view[2], "port", 1)
      try(view[1] .. "[1] = 1", set, view[2], 1, 1)
    end
    try("table.insert", table.insert, h.placements, p)
    try("table.sort", table.sort, h.bindings)
    try("table.remove", table.remove, h.bindings)
    try("rawset", function() return rawset end)
    try("setmetatable", function() return setmetatable end)
    try("registry.find = nil", set, registry, "find", nil)
    try("bands.of = nil", set, bands, "of", nil)
    try("clashes = nil", function() clashes = nil end) -- luacheck: ignore
    -- what claims() gives is a table of the policy's own: it changes nothing of the plan
    local claims = p:claims(0)
    claims[1].port = 1
    print("claims:", claims[1].port, p:claims(0)[1].port, b.port)
    print("clashes:", clashes({ transport = "tcp", port = 1 }, b, "linux"))
  end,
}
