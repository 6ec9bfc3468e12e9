-- prelude: what is best written in Lua of the functions that scripts have. It sees Lua's own
-- `next`, which scripts do not.
local M = {}

local next, rawget, sort, type = next, rawget, table.sort, type

-- The keys of `t` in the order in which scripts meet them: numbers, then strings, then
-- booleans. Other keys have no order that would be the same in every run.
local function sorted_keys(t)
  local keys, strings = {}, {}
  for key in next, t do
    local kind = type(key)
    if kind == "number" then
      keys[#keys + 1] = key
    elseif kind == "string" then
      strings[#strings + 1] = key
    elseif kind ~= "boolean" then
      error("pairs cannot put a key that is a " .. kind .. " in order", 3)
    end
  end
  sort(keys)
  sort(strings)
  for i = 1, #strings do
    keys[#keys + 1] = strings[i]
  end
  for _, key in next, { false, true } do
    if rawget(t, key) ~= nil then
      keys[#keys + 1] = key
    end
  end
  return keys
end

-- Whether the keys of `t` are 1 to #t and nothing else: then no sorting is needed.
local function is_list(t)
  local count = 0
  for _ in next, t do
    count = count + 1
  end
  if count ~= #t then
    return false
  end
  for i = 1, count do
    if rawget(t, i) == nil then
      return false
    end
  end
  return true
end

local function next_item(t, i)
  i = i + 1
  local value = rawget(t, i)
  if value ~= nil then
    return i, value
  end
end

-- pairs(t): every key and value, always in the same order. Fields may be changed and removed
-- on the way.
function M.pairs(t)
  if type(t) ~= "table" then
    error("bad argument #1 to 'pairs' (table expected, got " .. type(t) .. ")", 2)
  end
  if is_list(t) then
    return next_item, t, 0
  end
  local keys, i = sorted_keys(t), 0
  return function()
    while true do
      i = i + 1
      local key = keys[i]
      if key == nil then
        return nil
      end
      local value = rawget(t, key)
      if value ~= nil then
        return key, value
      end
    end
  end, t, nil
end

return M
