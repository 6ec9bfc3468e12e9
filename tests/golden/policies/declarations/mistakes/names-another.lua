return policy "other.lua"
