print("placing", 3, nil, true, {}, print)
print("\27[31mred\nnext line")
print("Zürich")
host "A" { address = "10.0.0.1", product "web" { tcp "ui" { port = 18200 } } }
