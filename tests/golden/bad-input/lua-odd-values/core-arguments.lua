print(registry.find(8090, "tpc"))
