-- tries: a name for every number
-- exit: 4
-- line: 7
-- says: needs more than 16 MiB of memory
-- options: --max-steps 1000000000

for i = 1, 1e9 do _ENV["name" .. i] = i end
