return policy {
  title = "every host has a tag",
  each = "host",
  check = function(h, report)
    if #h.tags == 0 then
      report(h, h.name .. " has no tag")
    end
  end,
}
