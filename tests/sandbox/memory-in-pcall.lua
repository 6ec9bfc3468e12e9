-- tries: keeping what a caught error left
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory

local kept = { ("x"):rep(1000000) }
while true do
  pcall(function() kept[#kept + 1] = table.concat(kept) end)
end
