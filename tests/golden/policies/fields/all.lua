local function show(what, view)
  print(what, tostring(view))
  for name, value in pairs(view) do
    local kind = type(value)
    if kind == "userdata" and pcall(function() return #value end) and not tostring(value):find "^%d" then
      local items = {}
      for i, item in ipairs(value) do
        items[i] = tostring(item)
      end
      value = "[" .. table.concat(items, "; ") .. "]"
    end
    print("", name, kind == "function" and kind or value)
  end
end

return policy {
  title = "t",
  each = "site",
  check = function(s)
    show("site", s)
    for _, h in ipairs(s.hosts) do
      show("host", h)
      show("placement", h.placements[1])
      show("binding", h.bindings[1])
      show("binding", h.bindings[#h.bindings])
    end
    -- views of one thing are equal, and are keys
    local h = s.hosts[1]
    print(h == h.placements[1].on, h.placements[1] == h.bindings[1].placement, h == s.hosts[2])
    print(({ [h] = "found" })[h.bindings[2].on], h.tags[0], h.tags[3], h.tags[-1], h.tags[1.5])
    for i, b in pairs(h.bindings) do
      print(i, b .. "", b.port)
    end
    for _, c in ipairs(h.placements[1]:claims(8)) do
      local text = {}
      for k, v in pairs(c) do
        text[#text + 1] = k .. "=" .. tostring(v)
      end
      print("claim", table.concat(text, " "))
    end
  end,
}
