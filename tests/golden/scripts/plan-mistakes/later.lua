-- An error of its own, made of what it caught.
local _, why = pcall(load_plan, "wrong.lua")
load_plan "other.yaml"
local function fail()
  error("cannot go on: " .. why)
end
fail()
