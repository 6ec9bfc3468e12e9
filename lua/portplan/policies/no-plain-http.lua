-- no-plain-http: what is served as http can be read, and changed, by whoever is on the way.
return policy {
  title = "web endpoints use https",
  severity = "warning",
  explain = [[
An endpoint is served as plain http. Everything that passes, passwords included, can be read
and changed by whoever is on the way between browser and service.

Serve it as https, or bind it to a loopback address behind a proxy that does: what only the
host itself can reach is not reported.]],
  each = "binding",
  check = function(b, report)
    local is_local = b.address:find("^127%.") or b.address == "::1"
    if b.url and b.url:lower():find("^http:") and not is_local then
      report(b, ("'%s' is plain http"):format(b.url), {
        help = "serve it as https, or only on the host itself behind a proxy",
      })
    end
  end,
}
