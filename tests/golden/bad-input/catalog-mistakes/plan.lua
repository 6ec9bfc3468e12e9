local broken = catalog "broken"
local misnamed = catalog "misnamed"
local tabs = catalog "tabs"
host "A" { address = "10.0.0.1", broken.till, misnamed.till, tabs.till }
