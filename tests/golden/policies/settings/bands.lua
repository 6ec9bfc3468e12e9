return policy {
  title = "the bound is that of rule prefer-above",
  each = "host",
  check = function(h, report) report(h, tostring(bands.preferred(18999)) .. tostring(bands.preferred(20001))) end,
}
