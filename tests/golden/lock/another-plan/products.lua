return {
  viewer = product "viewer" { tcp "web" { port = 80 }, tcp "api" { port = 81 } },
  capture = product "capture" { pools = { control = "18101-18109" }, tcp "soap" { port = "control" } },
  web = { web = auto "18001-18099", api = auto "18001-18099" },
}
