return policy {
  title = "t",
  each = "site",
  check = function(s, report)
    for i = 1, math.huge do
      report(s.hosts[1].bindings[1], "finding " .. i)
    end
  end,
}
