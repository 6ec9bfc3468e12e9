local kinds = include "hosts/kinds.lua" -- names a policy of its own folder, and one of its parent's

site "Ways" { os = "linux" }
host "A" { address = "10.0.0.1", kinds.web, kinds.web { label = "second", ports = { page = 8181 } } }

policy "rules/by-file.lua"
policy "rules/by-file.lua" -- a policy that is named again is not loaded again
policy "rules/../rules/./by-file.lua"
policy {
  id = "inline",
  title = "stands in the plan",
  each = "host",
  check = function(h, report)
    report(h, "inline: " .. h.name .. " of " .. h.site)
  end,
}
rule "prefer-above" { severity = "off" }
rule "iana-collision" { severity = "off" }
