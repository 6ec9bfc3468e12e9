return policy {
  title = "an error that is caught is none",
  each = "site",
  check = function(s, report)
    local good, why = pcall(function() return s.nothing end)
    report(s, tostring(good) .. " " .. why)
  end,
}
