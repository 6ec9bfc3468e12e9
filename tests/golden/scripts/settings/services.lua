-- The script's own registry, and that of its plans.
print(registry.find(7501, "tcp").name, registry.find(80, "tcp"))
for _, finding in ipairs(check(load_plan "site.lua", { rules = { ["prefer-above"] = "off" } })) do
  print(finding.rule, finding.message)
end
