-- tries: changing the registry by what it answers
-- exit: 0

local found = registry.find(80, "tcp")
found.name, found.first = "ESCAPED", 1
assert(registry.find(80, "tcp").name == "http")
local all = registry.named "http"
all[1].name = "ESCAPED"
assert(registry.named("http")[1].name ~= "ESCAPED")
local in_bands = bands.of(80)
in_bands[1] = "ESCAPED"
assert(bands.of(80)[1] ~= "ESCAPED")
