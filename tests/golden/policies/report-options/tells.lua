return policy {
  title = "everything that report takes",
  each = "site",
  check = function(s, report)
    local a, b = s.hosts[1], s.hosts[2]
    report(s, "the site")
    report(a, "a host", { severity = "error" })
    report(b, "a host without an address", { help = "help is a line; it may be long enough to be broken by the width of the terminal" })
    report(a.placements[1], "a placement", { severity = "note" })
    report({ a.placements[1], b.placements[1] }, "two placements", { ports = { "18999-19003", 80 } })
    for _, binding in ipairs(a.bindings) do
      report(binding, "an endpoint", { suggestions = { 20000, 20100 } })
    end
    report({ a.bindings[1], b.bindings[1] }, "two bindings of two hosts")
    report({ a.bindings[1], a.bindings[4] }, "two bindings of two transports")
    report(a.bindings[1], "ports of its own", { ports = ports.set { "1-3" } - ports.set { 2 } })
    report(a.bindings[2], "help and a port", { help = "move it, to 20000 say", suggestions = { 2000, 20000, 20010 } })
    report(a.bindings[1], "a range", { ports = ports.range "100-200" })
    report(a.bindings[1], "“Umläute” and | < > & \" \\ are text")
  end,
}
