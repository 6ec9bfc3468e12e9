load_plan "wrong.lua"
