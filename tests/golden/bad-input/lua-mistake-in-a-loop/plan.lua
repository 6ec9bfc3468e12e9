local web = product "web" { tcp "ui" { port = 18200 } }

for i = 1, 100 do
  host("A" .. i) { adress = "10.0.0." .. i, os = "windos", web { lable = "x" } }
end
for i = 250, 258 do
  host("B" .. i) { address = "10.0.0." .. i, web }
end
