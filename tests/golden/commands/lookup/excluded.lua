host "PLAY-02" {
  address = "10.0.0.2", excluded = { "50000-50059/tcp" },
  product "web" { tcp "ui" { port = 9399 } },
}
