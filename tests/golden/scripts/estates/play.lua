-- A plan with a state of its own: what it calls globals, and policies that live on.
local cinegy = catalog "cinegy"
shared = "its own"
site "Playout" { os = "windows" }
host "PLAY-01" { address = "10.0.0.1", cinegy.playout_engine { instances = 2 }, cinegy.capture_engine }
policy { id = "few", title = "few engines", each = "site", check = function(site, report)
  report(site, "site " .. site.name .. " has " .. #site.hosts .. " hosts, and " .. shared)
end }
