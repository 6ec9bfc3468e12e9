return policy {
  title = "reports without an end",
  each = "host",
  check = function(h, report)
    while true do
      report(h, "again")
    end
  end,
}
