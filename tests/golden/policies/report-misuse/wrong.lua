-- Every argument of report, and what is wrong with it.
local kept

return policy {
  title = "t",
  each = "host",
  check = function(h, report)
    local function try(...)
      local good, why = pcall(report, ...)
      print(good and "NOT REFUSED" or why)
    end
    local p, b = h.placements[1], h.bindings[1]
    kept = kept or report
    print "--- thing"
    try()
    try(nil, "m")
    try("A", "m")
    try("m", h)
    try(5, "m")
    try(h.bindings, "m")
    try(h.tags, "m")
    try({}, "m")
    try({ b }, "m")
    try({ b, b, b }, "m")
    try({ b, p }, "m")
    try({ h, h }, "m")
    try({ b, "e" }, "m")
    try({ a = b }, "m")
    try(ports.range(5), "m")
    try(function() end, "m")
    print "--- message"
    try(h)
    try(h, nil)
    try(h, 5)
    try(h, {})
    try(h, "")
    try(h, "  ")
    try(h, "two\nlines")
    try(h, "\27[31m")
    try(h, "\255")
    try(h, "nul\0")
    print "--- options"
    try(h, "m", "help")
    try(h, "m", 5)
    try(h, "m", { hlep = "h" })
    try(h, "m", { colour = "h" })
    try(h, "m", { "h" })
    try(h, "m", { [true] = "h" })
    print "--- help"
    try(h, "m", { help = 5 })
    try(h, "m", { help = "" })
    try(h, "m", { help = "two\nlines" })
    print "--- severity"
    try(h, "m", { severity = "fatal" })
    try(h, "m", { severity = "off" })
    try(h, "m", { severity = "Error" })
    try(h, "m", { severity = 1 })
    print "--- ports"
    try(h, "m", { ports = "http" })
    try(h, "m", { ports = 70000 })
    try(h, "m", { ports = { 1, "x" } })
    try(h, "m", { ports = true })
    try(h, "m", { ports = b })
    print "--- suggestions"
    try(h, "m", { suggestions = 5 })
    try(h, "m", { suggestions = { 0 } })
    try(h, "m", { suggestions = { "80" } })
    try(h, "m", { suggestions = { 80, {} } })
    try(h, "m", { suggestions = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17 } })
    print "--- uncaught"
    report(h, { message = "m" })
  end,
}
