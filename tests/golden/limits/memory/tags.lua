local long, tags = ("x"):rep(1000000), {}
for i = 1, 100 do tags[i] = long end
host "A" {
  tags = tags,
}
