-- Prints findings and summary, every value on a line of its own with the way to it.
local function walk(value, way)
  if type(value) ~= "table" then
    print(way .. " = " .. (math.type(value) or type(value)) .. " " .. tostring(value))
    return
  end
  for key, inner in pairs(value) do
    walk(inner, way .. "/" .. key)
  end
end

local plan = load_plan(table.unpack(arg))
local findings, summary = check(plan, { today = "2026-11-25" })
walk(findings, "findings")
walk(summary, "summary")
-- Again, with other settings between: a check leaves nothing behind.
local off = {}
for _, finding in ipairs(findings) do
  off[finding.rule] = "off"
end
off["waiver-unused"] = "off"
assert(#check(plan, { rules = off }) == 0)
local again = check(plan, { today = "2026-11-25" })
assert(#again == #findings)
for i = 1, #again do
  assert(again[i].message == findings[i].message and again[i].help == findings[i].help)
end
