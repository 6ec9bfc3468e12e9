return policy { title = "placements have labels", severity = "warning", each = "placement",
  check = function(p, report) if not p.label then report(p, p.title .. " has no label") end end }
