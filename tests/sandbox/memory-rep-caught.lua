-- tries: one text that is too long, again and again
-- exit: 4
-- line: 7
-- says: needs more than 16 MiB of memory

while true do
  pcall(string.rep, "x", 1 << 30)
end
