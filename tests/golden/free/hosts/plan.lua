-- Two recorders with a pool, one server with an `auto` range.
local cinegy = catalog "cinegy"
local store = product "store" { tcp "api" { port = 9000 }, udp "beacon" { port = 9001 } }

host "CAP-01" { address = "10.0.0.1", excluded = { "13000-13099" }, cinegy.capture_engine { instances = 2 } }
host "CAP-02" { address = "10.0.0.2", cinegy.capture_engine { instances = 4 }, cinegy.capture_planner }
host "STORE-01" { os = "linux", address = "10.0.0.3", store { ports = { api = auto "10000-10999" } } }
