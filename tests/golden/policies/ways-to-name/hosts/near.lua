return policy {
  title = "beside the included file",
  each = "site",
  check = function(s, report) report(s, "near") end,
}
