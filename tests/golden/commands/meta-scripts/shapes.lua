-- Prints what there is in findings, summaries and claims: a class of `portplan meta` and a field of it.
local function tell(class, value)
  for key in pairs(value) do
    print(class .. " " .. key)
  end
end

local function tell_all(class, list)
  for _, value in ipairs(list) do
    tell(class, value)
  end
end

local site = load_plan(table.unpack(arg))
local findings, summary = check(site, { today = "2026-11-25" })
tell("summary", summary)
tell_all("finding", findings)
for _, finding in ipairs(findings) do
  tell_all("finding_range", finding.ports)
  tell_all("finding_service", finding.services)
  tell_all("party", finding.parties)
  for _, party in ipairs(finding.parties) do
    tell_all("party_port", party.ports)
  end
  if finding.waived_by then
    tell("waived_by", finding.waived_by)
  end
end
for _, host in ipairs(site.hosts) do
  for _, placement in ipairs(host.placements) do
    tell_all("claim", placement:claims(0))
  end
end
