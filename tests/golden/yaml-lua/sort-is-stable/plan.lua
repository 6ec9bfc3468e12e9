local records = {}
for i = 1, 1000 do
  records[i] = { number = i, rack = i < 500 and i or 1000 - i }
end
table.sort(records, function(a, b) return a.rack < b.rack end)
for i = 2, #records do
  local a, b = records[i - 1], records[i]
  assert(a.rack < b.rack or (a.rack == b.rack and a.number < b.number))
end

local words = { "udp", "tcp", "sctp", "dccp" }
table.sort(words)
print(table.concat(words, " "))
table.sort(words, function(a, b) return a > b end)
print(table.concat(words, " "))

host "A" { product "web" { tcp "ui" { port = 9399 } } }
