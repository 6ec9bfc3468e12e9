-- The whole published table on one host: every product of the vendor's port table at its full range,
-- with 16 playout engines and 99 capture engines.
--
-- Nobody would build this host. The plan proves that the table itself is sound: no two rows get into each
-- other's way, although 7000, 8097, 8010, 8020 and more are used twice. Those are URLs with different
-- paths, which http.sys serves on one port.
--
-- Source: catalogue cinegy, open.cinegy.com/misc/ports-url-registry/.
-- Expected: no error. The warnings are all iana-collision, ports that IANA assigned to somebody else.
-- The notes are all prefer-above, ports of the table that are not above 8000.

local cinegy = catalog "cinegy"

site "The whole table" { os = "windows" }

host "ALLINONE" {
  address = "10.99.0.1",
  cinegy.traffic_gateway,
  cinegy.player_pro,
  cinegy.multiviewer,
  cinegy.mcritem_service,
  cinegy.identity_service,
  cinegy.license_portal,
  cinegy.process_coordination_service,
  cinegy.playout_engine { instances = 16 },
  cinegy.air_web_api,
  cinegy.playout_engine_agent,
  cinegy.agent_service,
  cinegy.license_service,
  cinegy.convert_agent_manager,
  cinegy.capture_engine { instances = 99 },
  cinegy.capture_agent,
  cinegy.capture_web_control,
  cinegy.capture_archive_adapter,
  cinegy.capture_planner,
  cinegy.route_directory,
}
