local count = tonumber("many")
assert(count, "count must be a number")
