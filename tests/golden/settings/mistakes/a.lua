host "A" { os = "linus", adress = "10.0.0.1" }
