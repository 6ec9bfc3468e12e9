local kept = {}
return policy {
  title = "t",
  each = "binding",
  check = function(b)
    while b.instance == 1 do
      kept[#kept + 1] = ("x"):rep(100000) .. #kept
    end
  end,
}
