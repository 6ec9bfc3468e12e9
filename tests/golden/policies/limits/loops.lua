return policy {
  title = "t",
  each = "binding",
  check = function(b, report)
    report(b, "before the limit")
    while b.instance == 1 do
      pcall(function()
        while true do end
      end)
    end
  end,
}
