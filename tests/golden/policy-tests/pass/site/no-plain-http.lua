local is_local = include "parts/local.lua"

return policy {
  title = "web endpoints use https",
  each = "binding",
  check = function(b, report)
    if b.url and b.url:find("^http:") and not is_local(b.address) then
      report(b, ("'%s' is plain http"):format(b.url), { ports = b.first })
    end
  end,
}
