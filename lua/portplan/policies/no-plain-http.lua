-- no-plain-http: what is served as http can be read, and changed, by whoever is on the way.
return policy {
  title = "web endpoints use https",
  severity = "warning",
  explain = [[
An endpoint has an http URL. Everything that passes, passwords included, can be read and changed
by whoever is on the way between browser and service.

Serve it as https, or bind it to a loopback address (127.0.0.1, ::1) behind a proxy that does:
what only the host itself can reach is not reported. Where plain http has to stay, say why:

  waive "no-plain-http" { product = "cinegy.*", reason = "closed network" }

Endpoints without a URL are not judged: the plan does not say what they speak.]],
  each = "binding", -- check is called once for every port of every instance
  check = function(b, report)
    if not b.url or not b.url:lower():find "^http:" then
      return
    end
    local to_itself = b.address:find "^127%." or b.address == "::1"
    if not to_itself then
      -- The message names the endpoint and not its port: what is said in the same words of all
      -- instances of an endpoint is one finding, which lists their ports by itself.
      report(b, ("%s of %s on %s is plain http"):format(b.endpoint, b.title, b.host), {
        help = "serve it as https, or only to the host itself, behind a proxy",
      })
    end
  end,
}
