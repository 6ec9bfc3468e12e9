for _, finding in ipairs(check(load_plan "site.lua")) do
  if not finding.waived_by then
    print(finding.severity, finding.rule, finding.message)
  end
end
