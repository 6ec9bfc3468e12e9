-- prelude: what is best written in Lua of the functions that scripts have. It sees Lua's own
-- `next`, which scripts do not.
local M = {}

local getmetatable, next, rawget, sort, type = getmetatable, next, rawget, table.sort, type

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
-- on the way. Views of the plan tell their fields, or items, themselves.
function M.pairs(t)
  local kind = type(t)
  if kind == "userdata" and (getmetatable(t) or {}).__pairs then
    return getmetatable(t).__pairs(t)
  end
  if kind ~= "table" then
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

-- Merges the runs t[low..middle] and t[middle+1..high] by way of `spare`.
local function merge(t, spare, low, middle, high, less)
  local left, right = low, middle + 1
  for i = low, high do
    if right > high or (left <= middle and not less(t[right], t[left])) then
      spare[i] = t[left]
      left = left + 1
    else
      spare[i] = t[right]
      right = right + 1
    end
  end
  for i = low, high do
    t[i] = spare[i]
  end
end

local function ascending(a, b)
  return a < b
end

-- table.sort(t, less): as Lua's, but stable: equals stay in their order, so that the same plan
-- is always the same. Lua's own picks its pivots by the clock.
local function stable_sort(t, less)
  if type(t) ~= "table" then
    error("bad argument #1 to 'sort' (table expected, got " .. type(t) .. ")", 2)
  end
  if less ~= nil and type(less) ~= "function" then
    error("bad argument #2 to 'sort' (function expected, got " .. type(less) .. ")", 2)
  end
  local count, width, spare = #t, 1, {}
  while width < count do
    for low = 1, count - width, 2 * width do
      local high = low + 2 * width - 1
      merge(t, spare, low, low + width - 1, high < count and high or count, less or ascending)
    end
    width = 2 * width
  end
end

M.table = { sort = stable_sort }

return M
