local cinegy = catalog "cinegy"
local settings = {}
host "A" { cinegy.playout_engine { instances = settings.playout.count } }
