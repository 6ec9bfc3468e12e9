local c = catalog "cinegy"
for n = 1, 2 do host "A" .. n { c.playout_engine } end
