-- Between the buildings the firewall lets SRT pass on 9000-9099 only.
local allowed = ports.range "9000-9099"

local function is_stream(b)
  return b.technology == "SRT" and b.transport == "udp"
end

return policy {
  title = "SRT streams are on 9000-9099",
  explain = [[
The firewall between the buildings lets SRT pass on 9000-9099/udp only. A stream on another
port is seen in its own building and nowhere else.]],
  each = "binding",
  check = function(b, report)
    if not is_stream(b) then
      return
    end
    if b.on.tags[1] == "local" then
      return -- a host that sends to its own building
    end
    if not (allowed:contains(b.first) and allowed:contains(b.last)) then
      report(b, ("the stream on %d does not pass the firewall"):format(b.port), {
        help = "give it a port of 9000-9099",
      })
    end
  end,
}
