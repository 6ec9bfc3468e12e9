while true do
  pcall(load_plan, "nowhere.yaml")
  load_plan "site.lua"
end
