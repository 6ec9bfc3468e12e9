local name = ("PLAY-%02d"):format("one")
host(name) {}
