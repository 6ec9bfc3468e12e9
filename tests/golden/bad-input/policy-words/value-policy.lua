return policy {
  title = "a field that cannot be one",
  each = "site",
  explain = print,
  check = function() end,
}
