return policy {
  id = 7,
  title = { "t" },
  each = true,
  severity = "off",
  explain = print,
  check = { function() end },
}
