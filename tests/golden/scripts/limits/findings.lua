local plan, kept = load_plan "big.yaml", {}
while true do
  kept[#kept + 1] = check(plan)
end
