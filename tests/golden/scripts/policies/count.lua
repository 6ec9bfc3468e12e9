for _, finding in ipairs(check(load_plan(arg[1]))) do
  if finding.rule ~= "iana-collision" then
    print(finding.severity, finding.rule, finding.message)
  end
end
