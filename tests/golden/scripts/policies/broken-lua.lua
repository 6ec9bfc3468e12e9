return policy {
  title = 5
