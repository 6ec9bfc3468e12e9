policy = { title = "the word is taken", each = "site" }
