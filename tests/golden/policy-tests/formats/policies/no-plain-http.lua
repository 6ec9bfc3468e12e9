return policy {
  title = "web endpoints use https",
  each = "binding",
  check = function(b, report)
    if b.url and b.url:find("^http:") and not (b.address == "127.0.0.1") then
      report(b, ("'%s' is plain http"):format(b.url))
    end
  end,
}
