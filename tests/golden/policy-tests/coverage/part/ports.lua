local own = include "parts/own.lua"

local function says(b)
  return ("%d is not ours"):format(b.port)
end

return policy {
  title = "ports are ours",
  each = "binding",
  check = function(b, report)
    if not b.port then
      report(b, "there is no port") -- a pool that is full
    elseif own.excepted(b) then
      -- Somebody said that it may.
      return
    elseif not own.range:contains(b.port) then
      report(b, says(b))
    end
  end,
}
