return policy {
  title = "in a folder of the folder",
  each = "site",
  check = function(s, report) report(s, "deeper") end,
}
