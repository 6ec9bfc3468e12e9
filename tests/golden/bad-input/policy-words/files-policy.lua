return policy {
  title = "hosts are in the list",
  each = "host",
  check = function()
    print(io.open("hosts.txt"))
  end,
}
