return policy {
  title = "named by an included file, from its folder",
  each = "binding",
  check = function(b, report) report(b, "by-parent: " .. b.endpoint .. " of " .. (b.label or "the first")) end,
}
