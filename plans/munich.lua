-- Munich playout: a mid-sized Cinegy site with capture, traffic, archive, database and monitoring.
--
-- The site is made up; its products and ports are those of the shipped catalogues, whose entries name
-- their sources. The excluded ranges of MUC-GATE-01 are a real host's, shown in a public report
-- (github.com/clash-verge-rev/clash-verge-rev#1688).
--
-- It is the plan of scripts/demo, and six mistakes are left in it on purpose, each of a kind
-- that sites really make; each is marked MISTAKE below. The first five are errors, the last is a warning:
--
--   1  listener-mix    MUC-CAP-01   8888/tcp   Capture Planner's page and MediaMTX' HLS
--   2  pool-exhausted  MUC-CAP-02   8084-8089  six ports for six engines, and vMix has one of them
--   3  url-overlap     MUC-ARC-01   7601/tcp   MAM Service and Convert Agent Manager, both at the root
--   4  excluded-range  MUC-GATE-01  14544/tcp  Traffic Gateway's BXF port, kept by Hyper-V
--   5  port-overlap    MUC-MON-01   3000/tcp   Grafana and AirWebGangControl
--   6  prefer-above    MUC-ARC-01   7510/tcp   a port that the plan chose itself, and it is not above 8000
--
-- The other warnings (iana-collision) are ports that IANA assigned to somebody else, and the notes
-- (prefer-above) are defaults that are not above 8000. On the playout hosts both are known and accepted:
-- see the waivers at the end.

local cinegy = catalog "cinegy"
local extra = catalog "cinegy-extra"
local microsoft = catalog "microsoft"
local broadcast = catalog "broadcast"
local infra = catalog "infrastructure"

site "Munich playout" { os = "windows" }

-- What is on every Windows host here, and on every Linux host.
local function windows_base()
  return { microsoft.remote_access, infra.windows_exporter }
end

local function linux_base()
  return { infra.ssh, infra.node_exporter }
end

-- Playout: three hosts of 8 engines; the fourth carries the pop-up channels and has all 16.
for i, engines in ipairs { 8, 8, 8, 16 } do
  host(("MUC-PLAY-%02d"):format(i)) {
    address = "10.20.1." .. 10 + i,
    tags = { "playout" },
    cinegy.playout_engine { instances = engines },
    extra.playout_srt_output { instances = engines },
    cinegy.air_web_api,
    cinegy.playout_engine_agent,
    cinegy.agent_service,
    cinegy.license_service,
    windows_base(),
  }
end

-- Traffic. The host was set up with Hyper-V, which keeps port ranges for itself at every boot; this is
-- what `netsh int ipv4 show excludedportrange protocol=tcp` printed.
host "MUC-GATE-01" {
  address = "10.20.1.31",
  excluded = {
    "1061-1160", "1161-1260", "1261-1360", "1361-1460", "1461-1560", "1561-1660", "1661-1760",
    "1761-1860", "2919-3018", "5357", "14522-14621", "50000-50059",
  },
  cinegy.traffic_gateway, -- MISTAKE 4: 14544 lies in 14522-14621; nothing listens, yet the bind fails
  cinegy.mcritem_service,
  windows_base(),
}

-- Capture. Many http.sys URLs with different paths may share one port, as the agent and the web control
-- do with 7000; a plain socket never shares a port with them, and that is mistake 1.
host "MUC-CAP-01" {
  address = { "10.20.2.11", "10.20.3.11" },
  tags = { "capture" },
  cinegy.capture_engine { instances = 6 },
  cinegy.capture_agent,
  cinegy.capture_web_control,
  cinegy.capture_archive_adapter,
  cinegy.capture_planner,
  broadcast.mediamtx { -- MISTAKE 1: HLS wants 8888, which the Planner has; ports = { hls = 8887 } mends it
    label = "ingest",
    without = { "rtp_multicast", "rtcp_multicast", "moq_web", "moq", "moq_quic" },
  },
  windows_base(),
}

host "MUC-CAP-02" {
  address = { "10.20.2.12", "10.20.3.12" },
  tags = { "capture" },
  cinegy.capture_engine {
    instances = 6,
    ports = { control = "8084-8089" }, -- MISTAKE 2: six ports for six engines would do, but ...
  },
  cinegy.capture_agent,
  broadcast.vmix { label = "studio mix" }, -- ... vMix' web controller is on 8088, a plain socket
  windows_base(),
}

-- Archive and MAM. RtpHttpGateway and the Archive Service both have 8082, and that looks like a mistake
-- as well: it is none, for http.sys hands each request to the longest matching path.
host "MUC-ARC-01" {
  address = "10.20.1.41",
  tags = { "archive" },
  extra.archive_service,
  extra.rtp_http_gateway,
  extra.image_service,
  extra.mam_service,
  cinegy.convert_agent_manager, -- MISTAKE 3: registers http://+:7601/, which the MAM Service has
  cinegy.identity_service {
    ports = { rest = 7510 }, -- MISTAKE 6: moved, and not far enough
  },
  windows_base(),
}

-- Databases. A playout engine's preview on 5432/udp would be no trouble here either: other transport.
host "MUC-DB-01" {
  os = "linux",
  address = "10.20.1.51",
  infra.postgresql { label = "air" },
  infra.postgresql { label = "mam", ports = { sql = 15432 } },
  infra.postgres_exporter,
  linux_base(),
}

-- Monitoring.
host "MUC-MON-01" {
  os = "linux",
  address = "10.20.1.61",
  infra.grafana,
  infra.prometheus,
  infra.alertmanager,
  infra.blackbox_exporter,
  extra.air_web_gang_control, -- MISTAKE 5: a Node.js page on 3000, where Grafana is
  linux_base(),
}

-- What is known and accepted. A waived finding is counted, and shown with --format json.
waive "iana-collision" {
  host = "MUC-PLAY-*",
  reason = "published defaults; the playout network is closed, and control panels expect them",
  owner = "playout team",
}
waive "prefer-above" {
  host = "MUC-PLAY-*",
  reason = "published defaults; see the ports and URL registry of the vendor",
  owner = "playout team",
}
waive "iana-collision" {
  product = "cinegy-extra.archive_service",
  reason = "every desktop client looks for the archive on 8082",
  owner = "archive team",
}
for _, rule_id in ipairs { "iana-collision", "prefer-above" } do
  waive(rule_id) { product = "infrastructure.*", reason = "well-known defaults", owner = "IT" }
end
waive "prefer-above" { product = "microsoft.*", reason = "what Windows listens on", owner = "IT" }
waive "system-port" { product = "infrastructure.ssh", reason = "sshd starts as root", owner = "IT" }
