return policy { titel = "t", each = "bindings", severity = "fatal", check = "yes", explain = 5, owner = "me", "loose" }
