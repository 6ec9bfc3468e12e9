return policy {
  title = "every host has a tag",
  severity = "note",
  each = "host",
  check = function(h, report)
    if #h.tags == 0 then
      report(h, h.name .. " has no tag")
    end
    if h.name == "CRASH" then
      error("cannot be judged")
    end
  end,
}
