-- A sorted sweep in plain Lua 5.4 or LuaJIT: lua sweep.lua FILE.csv
--
-- A range is one number, first port * 2^27 + row: table.sort needs no function to compare them.
local clock, sort, tonumber = os.clock, table.sort, tonumber
local PORT = 134217728

local function load_rows(path)
  local hosts, protos, addresses, firsts, lasts, ids, n = {}, {}, {}, {}, {}, {}, 0
  local file = assert(io.open(path))
  file:read("l")
  for line in file:lines() do
    local id, host, proto, address, first, last = line:match("^(%d+),([^,]*),([^,]*),([^,]*),(%d+),(%d+)")
    n = n + 1
    ids[n], hosts[n], protos[n], addresses[n] = id, host, proto, address
    firsts[n], lasts[n] = tonumber(first), tonumber(last)
  end
  file:close()
  return n, hosts, protos, addresses, firsts, lasts, ids
end

local start = clock()
local N, HOST, PROTO, ADDRESS, FIRST, LAST, ID = load_rows(arg[1])
local loaded = clock()
local found, count = {}, 0

local function add(a, b)
  count = count + 1
  found[count] = ID[a] .. "," .. ID[b] .. "\n"
end

-- All pairs of x that meet.
local function meet_self(x)
  local len = #x
  for i = 1, len do
    local a = x[i] % PORT
    local past, k = (LAST[a] + 1) * PORT, i + 1
    while k <= len and x[k] < past do add(a, x[k] % PORT) k = k + 1 end
  end
end

-- All pairs of one of x and one of y that meet.
local function meet(x, y)
  local i, j, nx, ny = 1, 1, #x, #y
  while i <= nx and j <= ny do
    local a, other, k, len
    if x[i] <= y[j] then a, other, k, len, i = x[i], y, j, ny, i + 1
    else a, other, k, len, j = y[j], x, i, nx, j + 1 end
    a = a % PORT
    local past = (LAST[a] + 1) * PORT
    while k <= len and other[k] < past do add(a, other[k] % PORT) k = k + 1 end
  end
end

-- transport -> host -> address -> ranges
local groups = { tcp = {}, udp = {} }
for i = 1, N do
  local of_proto = groups[PROTO[i]]
  local of_host = of_proto[HOST[i]]
  if not of_host then of_host = {} of_proto[HOST[i]] = of_host end
  local ranges = of_host[ADDRESS[i]]
  if not ranges then ranges = {} of_host[ADDRESS[i]] = ranges end
  ranges[#ranges + 1] = FIRST[i] * PORT + i
end
for _, of_proto in pairs(groups) do
  for _, of_host in pairs(of_proto) do
    local wild, others, n = of_host["*"], {}, 0
    for address, ranges in pairs(of_host) do
      if #ranges > 1 then sort(ranges) meet_self(ranges) end
      if address ~= "*" then for k = 1, #ranges do n = n + 1 others[n] = ranges[k] end end
    end
    if wild and n > 0 then sort(others) meet(wild, others) end
  end
end
local done = clock()
io.write(table.concat(found))
io.stderr:write(("load_ms=%.3f core_ms=%.3f\n"):format((loaded - start) * 1e3, (done - loaded) * 1e3))
