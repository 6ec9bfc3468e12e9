return policy {
  title = "still the same",
  each = "site",
  check = function(s, report)
    local b = s.hosts[1].bindings[1]
    report(b, ("%s of %s: %d, %s, %d host"):format(b.endpoint, b.product, b.port, b.url, #s.hosts))
  end,
}
