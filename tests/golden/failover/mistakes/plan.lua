local web = product "web" { tcp "ui" { port = 18200 } }
host "PLAY-01" { web }
host "BACK-01" {
  backup_of = { "PLAY-1", "back-01" },
  web,
}
host "BACK-02" { backup_of = "PLAY-01", pool = "playout" }
host "BACK-03" { spare = true }
