return policy {
  title = "t",
  severity = "warning",
  each = "binding",
  check = function(b, report)
    report(b, "mine on " .. b.host)
    report(b, "a note of mine on " .. b.host, { severity = "note" })
  end,
}
