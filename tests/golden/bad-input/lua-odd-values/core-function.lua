print(registry.fin(8090, "tcp"))
