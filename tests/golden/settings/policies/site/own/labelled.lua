return policy {
  title = "every placement has a label",
  each = "placement",
  check = function(p, report)
    if not p.label then report(p, ("%s on %s has no label"):format(p.title, p.host)) end
  end,
}
