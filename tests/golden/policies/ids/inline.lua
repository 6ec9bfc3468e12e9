local function named(id)
  return policy { id = id, title = "t", each = "site", check = function() end }
end
named "a"
named "a"
named "listener-mix"
named "no good"
policy { title = "t", each = "site", check = function() end }
policy "one/same.lua"
policy { id = "same", title = "t", each = "site", check = function() end }
host "A" { product "p" { title = "P", tcp "e" { port = 18999 } } }
