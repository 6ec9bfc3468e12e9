-- Its check function is straight-line code, which nobody counts as long as coverage is not wanted.
return policy {
  title = "not 9000",
  each = "binding",
  check = function(b, report)
    if b.port == 9000 then
      report(b, "it is 9000")
    end
    if b.port == 9001 then
      report(b, "it is 9001")
    end
  end,
}
