return policy {
  title = "hosts are called A",
  each = "host",
  check = function(h, report)
    if h.name ~= "A" then
      report(h, h.name .. " is not A")
    end
  end,
}
