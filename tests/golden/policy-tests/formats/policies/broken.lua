return policy {
  title = "it fails",
  each = "host",
  check = function(h)
    return h.nmae
  end,
}
