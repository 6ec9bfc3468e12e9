-- A port table of one's own, as CSV: what the firewall team wants to have.
--
--   portplan run port-table.lua PLAN... > ports.csv
--
-- One row for each endpoint of each placement. The ports of all its instances stand together, as
-- ranges; the last column names the rules that have something to say about the row.

local yes_no = { [true] = "yes", [false] = "no" }
local columns = { "Site", "Host", "Address", "Service", "Endpoint", "Transport", "Ports", "Open", "Findings" }

-- A field of CSV (RFC 4180): quoted when it must be, quotes inside doubled.
local function field(value)
  local text = tostring(value)
  if text:find('[,"\r\n]') or text:find("^%s") or text:find("%s$") then
    text = '"' .. text:gsub('"', '""') .. '"'
  end
  return text
end

local function print_row(values)
  local fields = {}
  for i, value in ipairs(values) do
    fields[i] = field(value)
  end
  print(table.concat(fields, ","))
end

local function join(list)
  local texts = {}
  for i, item in ipairs(list) do
    texts[i] = tostring(item)
  end
  return table.concat(texts, ", ")
end

-- What identifies a row, for findings and bindings alike.
local function key(host, thing)
  return join { host, thing.product, thing.label or "", thing.endpoint or "", thing.line or "" }
end

-- key -> the rules of the findings that are not waived, each once.
local function rules_by_row(findings)
  local rows = {}
  for _, finding in ipairs(findings) do
    for _, party in ipairs(finding.waived_by and {} or finding.parties) do
      local row = finding.host and key(finding.host, party)
      if row then
        rows[row] = rows[row] or { seen = {} }
        if not rows[row].seen[finding.rule] then
          rows[row].seen[finding.rule] = true
          table.insert(rows[row], finding.rule)
        end
      end
    end
  end
  return rows
end

-- The bindings of a placement by endpoint, in the order of the plan.
local function endpoints_of(placement)
  local endpoints = {}
  for _, binding in ipairs(placement.bindings) do
    local last = endpoints[#endpoints]
    if not last or last.first.endpoint ~= binding.endpoint then
      last = { first = binding, ports = {} }
      endpoints[#endpoints + 1] = last
    end
    if binding.port then -- a pool may have had none left
      last.ports[#last.ports + 1] = binding.first .. "-" .. binding.last
    end
  end
  return endpoints
end

local plan = load_plan(table.unpack(arg))
local rules = rules_by_row(check(plan))

print_row(columns)
for _, host in ipairs(plan.hosts) do
  for _, placement in ipairs(host.placements) do
    for _, endpoint in ipairs(endpoints_of(placement)) do
      local binding = endpoint.first
      print_row {
        host.site,
        host.name,
        binding.address == "*" and join(host.addresses) or binding.address,
        placement.title .. (placement.label and " (" .. placement.label .. ")" or ""),
        binding.endpoint,
        binding.transport,
        join(ports.set(endpoint.ports):ranges()),
        yes_no[binding.firewall] or "",
        join(rules[key(host.name, binding)] or {}),
      }
    end
  end
end
