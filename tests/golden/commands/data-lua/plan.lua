for key in pairs { b = 1, a = 2 } do
  print(key)
end
host "A" { product "web" { tcp "ui" { port = 9399 } } }
