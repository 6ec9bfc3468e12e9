-- S11: every product of the vendor's table on one host, pools filled to the brim.
local cinegy = catalog "cinegy"

site "Every seed row on one host" { os = "windows" }

host "ALLINONE" {
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
