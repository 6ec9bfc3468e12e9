local plan = load_plan "site.lua"

local function show(what, settings)
  local findings, summary = check(plan, settings)
  print(("%s: %d errors, %d warnings, %d notes, %d waived"):format(what, summary.errors,
    summary.warnings, summary.notes, summary.waived))
  for _, finding in ipairs(findings) do
    print("", finding.severity, finding.rule, finding.host, finding.waived_by and finding.waived_by.reason)
  end
end

show("as the plan says", { today = "2026-06-30" })
show("the day after", { today = "2026-07-01" })
show("rules", { today = "2026-06-30", rules = { ["prefer-above"] = "note", ["iana-collision"] = "off" } })
show("a policy", { today = "2026-06-30", policies = { "policies/on-air.lua" } })
show("and its severity",
  { today = "2026-06-30", policies = "policies/on-air.lua", rules = { ["on-air"] = "error" } })
show("a folder and a shipped one", { today = "2026-06-30", policies = { "policies", "portplan/no-plain-http" } })
show("the same twice", { today = "2026-06-30", policies = { "policies", "policies/on-air.lua" } })
show("as the plan says", { today = "2026-06-30" })
