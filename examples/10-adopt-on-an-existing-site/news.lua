local cinegy = catalog "cinegy"

-- Bought in October.
host "NEWS-01" {
  os = "windows",
  address = "10.20.1.31",
  cinegy.capture_planner,
  product "tally" { title = "Tally server", tcp "control" { port = 8010 } },
}
