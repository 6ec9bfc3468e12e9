host "A" { addres = "10.0.0.1" }
