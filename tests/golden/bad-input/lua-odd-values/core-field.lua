local range = ports.range "8000-8099/tcp"
print(range.frist)
