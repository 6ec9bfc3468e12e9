-- S01: one playout VM of an AWS scaling group, sixteen engines.
local cinegy = catalog "cinegy"
local extra = catalog "cinegy-extra"
local microsoft = catalog "microsoft"

site "AWS playout VM with 16 engines" { os = "windows" }

host "AIR1A" {
  cinegy.playout_engine { instances = 16 },
  cinegy.license_service,
  extra.playout_srt_output { instances = 16 },
  microsoft.remote_access,
  extra.nice_dcv,
}
