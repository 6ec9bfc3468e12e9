-- tries: hosts without an end
-- exit: 4
-- line: 8
-- says: needs more than 16 MiB of memory
-- options: --max-steps 1000000000
-- modes: plan

for i = 1, 1e9 do host("H" .. i) { tags = { "x" } } end
