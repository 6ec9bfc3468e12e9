-- tries: an order that differs from run to run
-- exit: 0

local t, order = {}, {}
for i = 1, 50 do t["k" .. i * 7919 % 101] = i end
for k in pairs(t) do order[#order + 1] = k end
for i = 2, #order do assert(order[i - 1] < order[i]) end
assert(not pcall(pairs, { [print] = 1 }) and not pcall(pairs, { [{}] = 1 }))
