local range = ports.range "8000-8099/tcp"
range.first = 8001
