print(("a"):rep(40):find((".-"):rep(40) .. "b"))
