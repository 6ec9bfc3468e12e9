return policy {
  title = "it never ends",
  each = "host",
  check = function(h)
    while h.name == "LOOP" do
      pcall(error)
    end
    local t = { "x" }
    while h.name == "HOG" do
      t[#t + 1] = t[#t]:rep(2)
    end
  end,
}
