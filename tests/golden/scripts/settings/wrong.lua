local plan = load_plan "site.lua"
local wrong = {
  { rules = { ["prefer-abov"] = "off" } },
  { rules = { ["on-air"] = "off" } }, -- a policy that is not there
  { rules = { zzzzzzzzzz = "off" } },
  { rules = { ["prefer-above"] = "of" } },
  { policies = "policies/nowhere.lua" },
  { policies = "portplan/no-plain-htp" },
  { policies = "portplan/../../etc/passwd" },
  { policies = { "policies/on-air.lua", "two/on-air.lua" } },
  { polices = {} },
}
check(plan, wrong[tonumber(arg[1])])
