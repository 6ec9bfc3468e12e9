local small = product "small" { tcp "a" { port = "10000+N" } }

for i = 1, 200 do
  host("H" .. i) {
    small { instances = 1000 },
  }
end
