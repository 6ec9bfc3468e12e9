local play, it = load_plan "play.lua", load_plan "it.yaml"
local both = load_plan("play.lua", "it.yaml")
print(play.name, it.name, both.name, #both.names, #both.hosts, play == both, pcall(function() return shared end))

-- Of two plans only bindings of one host can clash: a binding is not moved by being compared.
local capture, page
for _, binding in ipairs(play.hosts[1].bindings) do
  if binding.endpoint == "soap" then
    capture = binding
  end
end
page = it.hosts[1].bindings[1]
print(capture, capture.port, page, page.port, clashes(capture, page), overlaps(capture, page))
print(clashes({ transport = "tcp", port = 8001 }, capture))
print(bands.ephemeral(page), capture.on.os, page.on.os)

for name, plan in pairs { play = play, it = it, both = both } do
  local findings, summary = check(plan, { rules = { ["prefer-above"] = "off", ["iana-collision"] = "off" } })
  print(name, summary.hosts, summary.bindings, #findings)
  for _, finding in ipairs(findings) do
    print("", finding.rule, finding.message, finding.file, finding.line)
    for _, party in ipairs(finding.parties) do
      print("", "", party.file, party.line, party.product, party.address)
    end
  end
end
