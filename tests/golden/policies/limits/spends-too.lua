return policy {
  title = "and the next has the whole budget, and not a policy the budget of another",
  each = "binding",
  check = function()
    for _ = 1, 20000 do end
  end,
}
