local mediamtx = product "mediamtx" { tcp "hls" { port = 18200 } }

host "A" {
  address = "10.0.0.1",
  mediamx,
}
