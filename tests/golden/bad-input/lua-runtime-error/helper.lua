local web = product "web" { tcp "ui" { port = 18200 } }

local function address_of(number)
  return "10.20.1." .. number + nil
end

local function playout(number)
  return host("PLAY-" .. number) { address = address_of(number), web }
end

for i = 1, 4 do
  playout(i)
end
