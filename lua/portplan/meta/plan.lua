---@meta
---@diagnostic disable: lowercase-global, missing-return, unused-local
-- The words of portplan's plans, policies and scripts, for editors with LuaLS: they complete and
-- explain them, and mark what is wrong while it is written. Nothing runs this file. `portplan meta`
-- writes it, and below it what fields each word takes and what scripts find in a plan.

-- The plan ------------------------------------------------------------------------------------

---Names the site, and says what holds for its hosts. One in a plan; without it the file's name
---is the site's.
---
---    site "Harbour studio" { os = "windows" }
---@param name string
---@return fun(fields: portplan.site_fields)
---@overload fun(fields: portplan.site_fields)
function site(name) end

---A host and what runs there: its fields, then its products, bare or with a table.
---
---    host "PLAY-01" {
---      address = "10.20.1.11",
---      cinegy.playout_engine { instances = 4 },
---      cinegy.license_service,
---    }
---@param name string compared without case; the same name in two plans is one host
---@return fun(fields: portplan.host_fields)
function host(name) end

---A product of the plan's own.
---
---    local viewer = product "stream_viewer" {
---      title = "Stream viewer",
---      tcp "web" { port = 8888, technology = "HTTP" },
---    }
---@param id string letters, digits, '_' and '-'
---@return fun(fields: portplan.product_fields): portplan.product
function product(id) end

---An endpoint of a product that listens on TCP.
---@param name string letters, digits, '_' and '-'
---@return fun(fields: portplan.endpoint_fields): portplan.endpoint
function tcp(name) end

---An endpoint of a product that listens on UDP.
---@param name string letters, digits, '_' and '-'
---@return fun(fields: portplan.endpoint_fields): portplan.endpoint
function udp(name) end

---An endpoint of a product that listens on SCTP.
---@param name string letters, digits, '_' and '-'
---@return fun(fields: portplan.endpoint_fields): portplan.endpoint
function sctp(name) end

---An endpoint of a product that listens on DCCP.
---@param name string letters, digits, '_' and '-'
---@return fun(fields: portplan.endpoint_fields): portplan.endpoint
function dccp(name) end

---In `ports`: portplan chooses, one port for each instance. It looks in 10000-32767 first, or in
---the range behind it: `auto "10000-10999"`. With a table it says how:
---
---    ports = { web = auto { range = "10000-10999", same_on = "all hosts" } }
---@class portplan.auto
---@overload fun(range: string|portplan.range|portplan.auto_fields): portplan.auto
auto = {}

---How a rule counts in this plan.
---
---    rule "iana-collision" { severity = "note" }
---@param id portplan.rule_id
---@return fun(fields: portplan.rule_fields)
function rule(id) end

---Accepts findings of a rule, and says why.
---
---    waive "prefer-above" { product = "cinegy.*", reason = "vendor default", expires = "2027-06-30" }
---@param id portplan.rule_id
---@return fun(fields: portplan.waiver_fields)
function waive(id) end

---Rules of one's own: a file below the plan's folder, or one that portplan ships; or, in a file
---of its own and in a plan, the policy itself.
---
---    policy "policies/no-plain-http.lua"
---    policy { id = "no-ftp", title = "nothing listens on port 21", each = "binding", check = f }
---@param file string
---@overload fun(fields: portplan.policy_fields): portplan.policy
function policy(file) end

---Runs another Lua file of the plan's folder tree, each time it is called, and gives its value.
---@param file string relative to the file that includes it
---@return any
function include(file) end

-- What the words give -------------------------------------------------------------------------

---A product: placed on a host as it is, or with a table of what differs.
---@class portplan.product
---@overload fun(fields: portplan.placement_fields): portplan.placement

---A product with its table, for a host.
---@class portplan.placement

---An endpoint, for a product.
---@class portplan.endpoint

---Placements may come in lists, as from a function.
---@class portplan.placements
---@field [integer] portplan.product|portplan.placement|portplan.placements|string

---Endpoints likewise.
---@class portplan.endpoints
---@field [integer] portplan.endpoint|portplan.endpoints

-- Ports as values -----------------------------------------------------------------------------

---Ports as values.
---@class portplan.ports
ports = {}

---A range of ports.
---
---    local r = ports.range "8000-8099/tcp"
---@param text integer|string
---@return portplan.range
function ports.range(text) end

---A set of ports.
---
---    local s = ports.set { "5421-5436", 8090 }
---@param items (integer|string|portplan.range|portplan.set)[]
---@return portplan.set
function ports.set(items) end

---A range of ports: `#r` is how many there are.
---@class portplan.range
---@field first integer the lowest port
---@field last integer the highest port
---@field transport portplan.transport|nil nil when the range was written without one
---@operator len: integer
local range = {}

---Whether the two have a port in common, of one transport where both have one.
---@param other integer|string|portplan.range
---@return boolean
function range:overlaps(other) end

---Whether all of `other` lies in the range.
---@param other integer|string|portplan.range
---@return boolean
function range:contains(other) end

---A set of ports: `#s` is how many there are.
---@class portplan.set
---@operator add(portplan.set|portplan.range|integer|string): portplan.set
---@operator sub(portplan.set|portplan.range|integer|string): portplan.set
---@operator mul(portplan.set|portplan.range|integer|string): portplan.set
---@operator len: integer
local set = {}

---Whether a port, or every port of a range, is in the set.
---@param ports integer|string|portplan.range
---@return boolean
function set:contains(ports) end

---The first of `count` ports in a row, from `from` on, that are not in the set; nil and a message
---when there are none.
---@param from? integer by default 1
---@param count? integer by default 1
---@return integer|nil port
---@return string|nil message
function set:first_free(from, count) end

---The ranges of the set, in order.
---@return portplan.range[]
function set:ranges() end

-- The registry, the bands and the clashes ------------------------------------------------------

---The names that IANA has registered for ports.
---@class portplan.registry
registry = {}

---The service to which the port is assigned, or nil.
---@param port integer
---@param transport portplan.transport
---@return portplan.assignment|nil
function registry.find(port, transport) end

---Every assignment of that name.
---@param name string
---@return portplan.assignment[]
function registry.named(name) end

---@class portplan.assignment
---@field name string
---@field first integer
---@field last integer
---@field transport portplan.transport

---The bands in which ports lie.
---@class portplan.bands
bands = {}

---The names of the bands of a port, sorted: "dynamic", "ephemeral", "system", ...
---@param port integer
---@param os? portplan.os windows when it is not given
---@return string[]
function bands.of(port, os) end

---Whether all of it is above the bound of rule prefer-above (8000 by default).
---@param port integer|string|portplan.range|portplan.view.binding
---@return boolean
function bands.preferred(port) end

---Whether some of it is a system port, 1-1023.
---@param port integer|string|portplan.range|portplan.view.binding
---@return boolean
function bands.system(port) end

---Whether the system of the host picks client ports there.
---@param port integer|string|portplan.range|portplan.view.binding
---@param host? portplan.view.host|portplan.os not for a binding, which knows its host
---@return boolean
function bands.ephemeral(port, host) end

---Whether some of it lies in the host's excluded ranges.
---@param port integer|string|portplan.range|portplan.view.binding
---@param host? portplan.view.host not for a binding, which knows its host
---@return boolean
function bands.excluded(port, host) end

---One side of a clash.
---@class portplan.listener
---@field transport portplan.transport
---@field port integer|string|portplan.range
---@field address? string by default *, every address of both families
---@field url? string its listener is http.sys when the host is + or *, on windows
---@field listener? "socket"|"http.sys"
---@field reuse? "none"|"port"|"address"|"exclusive"|"multicast"
---@field v6only? boolean whether a socket on :: leaves IPv4 alone; by default as the system does

---Whether two listeners of one host clash: the rule that says so and the system's error, or nil
---when both can run.
---
---    clashes({ transport = "tcp", port = 8888, url = "http://+:8888/" }, { transport = "tcp", port = 8888 })
---@param a portplan.listener|portplan.view.binding
---@param b portplan.listener|portplan.view.binding
---@param os? portplan.os that of a binding's host, or windows
---@return portplan.rule_id|nil rule
---@return string|nil error
function clashes(a, b, os) end

---Whether two listeners have a port in common on one transport, and their addresses meet. Two
---bindings of two hosts have none, and a binding has none with itself. Whether it is legal to
---share it, clashes() says.
---@param a portplan.listener|portplan.view.binding
---@param b portplan.listener|portplan.view.binding
---@param os? portplan.os that of a binding's host, or windows
---@return boolean
function overlaps(a, b, os) end
