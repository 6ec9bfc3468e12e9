return policy { title = "no end"
