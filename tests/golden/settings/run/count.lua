for _, finding in ipairs(check(load_plan(arg[1]))) do
  print(finding.severity, finding.rule, finding.message)
end
