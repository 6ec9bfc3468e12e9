local M = { range = ports.range "8000-8099" }

function M.excepted(b)
  if b.label == "excepted" then
    return true
  end
end

function M.unused()
  local function inner()
    return 1
  end
  return inner()
end

return M
