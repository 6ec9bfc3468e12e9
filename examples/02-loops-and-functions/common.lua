-- What the hosts of this site have in common. `include "common.lua"` gives what this file returns.
local M = {}

local cinegy = catalog "cinegy"
local infra = catalog "infrastructure"
local microsoft = catalog "microsoft"

-- On every Windows host: a function may return one placement or a list of them.
function M.base()
  return { microsoft.remote_access, infra.windows_exporter }
end

-- A playout host: everything that belongs to so many engines.
function M.playout(engines)
  return {
    cinegy.playout_engine { instances = engines },
    cinegy.air_web_api,
    cinegy.license_service,
    M.base(), -- lists in lists are fine
  }
end

-- Host names follow one pattern: PLAY-01, PLAY-02, ...
function M.name(role, number)
  return ("%s-%02d"):format(role, number)
end

return M
