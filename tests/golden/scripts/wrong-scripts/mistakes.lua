local plan = load_plan "site.yaml"
local mistakes = {
  function() return io.lines("/etc/passwd") end,
  function() return os.getenv("HOME") end,
  function() return require "socket" end,
  function() return math.random(6) end,
  function() return lod_plan("site.yaml") end,
  function() return ("%p"):format(plan) end,
  function() load_plan() end,
  function() load_plan({ "site.yaml" }) end,
  function() load_plan("site.yaml", nil) end,
  function() load_plan("site.yaml\0") end,
  function() check() end,
  function() check("site.yaml") end,
  function() check(plan.hosts[1]) end,
  function() check(plan, "off") end,
  function() plan.name = "mine" end,
  function() return plan.host end,
  function() load_plan = nil end,
  function() rule "prefer-above" { severity = "off" } end,
  function() error({}) end,
  function() include "mistakes.lua" end,
}
mistakes[tonumber(arg[1])]()
