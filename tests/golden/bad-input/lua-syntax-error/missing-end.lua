for i = 1, 4 do
  host("A" .. i) {}
