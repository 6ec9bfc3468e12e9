host = "A"
