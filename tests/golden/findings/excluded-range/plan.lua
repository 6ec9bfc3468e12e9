local feeds = product "feeds" { udp "in" { port = "18400+N" } }

host "A" {
  address = "10.0.0.1",
  excluded = { "18402-18403", 18406, "50000-50059" },
  feeds { instances = 8 },
}
