local cinegy = catalog "cinegy"
local broadcast = catalog "broadcast"

site "Choosing ports" { os = "windows" }

-- Whether nobody registered the port with IANA, and Windows does not hand it out to clients.
local function is_quiet(port, transport)
  for _, band in ipairs(bands.of(port, "windows")) do
    if band == "ephemeral" then
      return false
    end
  end
  return not registry.find(port, transport)
end

-- The first of `count` quiet ports in a row, from `from` up, none of which is in the set `taken`.
local function quiet_block(from, count, transport, taken)
  local found = 0
  for port = from, 65535 do
    found = is_quiet(port, transport) and not taken:contains(port) and found + 1 or 0
    if found == count then
      return port - count + 1
    end
  end
  error("there are no " .. count .. " quiet ports in a row from " .. from .. " up")
end

-- What the firewall team keeps for itself.
local taken = ports.set { "8100-8199", 8443 }

local preview = quiet_block(8100, 16, "udp", taken)
taken = taken + ports.set { preview .. "-" .. preview + 15 }
local cued = quiet_block(preview, 16, "udp", taken)
print("previews from " .. preview .. " and " .. cued .. ", taken now: " .. tostring(taken))

host "PLAY-01" {
  address = "10.20.1.11",
  cinegy.playout_engine {
    instances = 16,
    ports = { main_preview = preview .. "+N", cued_preview = cued .. "+N" },
  },
}

host "CAP-01" {
  address = "10.20.2.11",
  cinegy.capture_engine {
    instances = 4,
    ports = { control = "8040-8059" }, -- a pool of the plan's own instead of 8001-8099
  },
  cinegy.capture_planner { ports = { web = auto "10200-10299", soap = auto } },
  broadcast.mediamtx { label = "ingest", without = { "moq_web", "moq", "moq_quic" } },
}

-- Would MediaMTX' HLS and the Planner's page get along on one port? And what would the system say?
local page = { transport = "tcp", port = 8888, url = "http://+:8888/" }
local hls = { transport = "tcp", port = 8888 }
for _, os in ipairs { "windows", "linux" } do
  local rule_id, os_error = clashes(page, hls, os)
  print(("8888 twice on %s: %s, %s"):format(os, rule_id or "fine", os_error or "no error"))
end
print("51000 is " .. table.concat(bands.of(51000, "windows"), ", "))

rule "prefer-above" { severity = "off" }
waive "iana-collision" { product = "cinegy.*", reason = "the defaults that stay", owner = "playout team" }
waive "iana-collision" { product = "broadcast.mediamtx", reason = "test feeds only", owner = "ingest" }
