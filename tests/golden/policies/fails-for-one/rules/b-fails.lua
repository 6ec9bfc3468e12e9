local by_label = { main = "the first" }

local function name_of(p)
  return by_label[p.label]:upper()
end

return policy {
  title = "t",
  each = "placement",
  check = function(p, report)
    report(p, "before the failure, on " .. p.host)
    if p.label then
      report(p, name_of(p))
    end
  end,
}
