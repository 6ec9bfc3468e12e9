local cinegy = catalog "cinegy"
local common = include "common.lua"

site "Playout centre" { os = "windows" }

-- Channels per host, from the channel list. Every engine plays one channel.
local channels = {
  { "News HD", "Sport HD", "Movies HD", "Kids HD" },
  { "Regional North", "Regional South", "Regional West" },
}

for number, names in ipairs(channels) do
  host(common.name("PLAY", number)) {
    address = "10.20.1." .. 10 + number,
    common.playout(#names),
  }
end

-- A spare that can take over the whole of the fuller host.
local most = 0
for _, names in ipairs(channels) do
  most = math.max(most, #names)
end

host(common.name("PLAY", 99)) {
  address = "10.20.1.109",
  tags = { "spare" },
  common.playout(most),
}

host "TRAFFIC-01" {
  address = "10.20.1.21",
  cinegy.traffic_gateway,
  common.base(),
}

rule "prefer-above" { severity = "off" }
rule "iana-collision" { severity = "off" }
