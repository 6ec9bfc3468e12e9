-- Policies ------------------------------------------------------------------------------------

---What a file of a policy returns, and a plan may hold: policy { ... }.
---@class portplan.policy

---A part of the plan that a policy can judge.
---@alias portplan.thing
---| portplan.view.binding
---| portplan.view.placement
---| portplan.view.host
---| portplan.view.site

---What a finding is about.
---@alias portplan.about portplan.thing|portplan.view.binding[]|portplan.view.placement[]

---The second argument of a policy's check: makes a finding about a thing, or about two that do not
---go together.
---
---    report(binding, "port " .. binding.port .. " is odd", { suggestions = { binding.port + 1 } })
---@alias portplan.report fun(about: portplan.about, message: string, options?: portplan.report_options)

---What an instance listens on, or would: placement:claims(instance).
---@class portplan.claim : portplan.listener
---@field endpoint string the endpoint's name
---@field instance integer the number of the instance
---@field transport portplan.transport
---@field port portplan.range|nil nil when portplan chooses it
---@field pool portplan.range|nil the ports of which portplan chooses one
---@field address string * for every one
---@field url string|nil with the port in place, or {port} when portplan chooses it
---@field listener "socket"|"http.sys"
---@field reuse "none"|"port"|"address"|"exclusive"|"multicast"

-- Tests of policies: *_test.lua ---------------------------------------------------------------

---A test: the findings of a policy in a plan.
---
---    test "plain http is reported" {
---      policy = "no-plain-http.lua",
---      plan = [[ host "A" { ... } ]],
---      expect = { { host = "A", port = 8080, line = 1 } },
---    }
---@param name string
---@return fun(fields: portplan.test_fields)
function test(name) end

-- Scripts of `portplan run` ---------------------------------------------------------------------

---The arguments of the script, arg[1] to arg[#arg]; arg[0] is the script itself.
---@type string[]
arg = {}

---Plans as one estate, their ports assigned.
---
---    local site = load_plan("site.lua")
---@param path string an argument of the script, or from the script's file, in its folder tree
---@param ... string further plans
---@return portplan.view.site
function load_plan(path, ...) end

---Judges a plan, as `portplan check` does.
---
---    local findings, summary = check(load_plan("site.lua"), { rules = { ["iana-collision"] = "off" } })
---@param plan portplan.view.site
---@param settings? portplan.check_settings
---@return portplan.finding[] findings
---@return portplan.summary summary
function check(plan, settings) end

---A finding, as in the JSON report.
---@class portplan.finding
---@field rule portplan.rule_id
---@field severity "error"|"warning"|"note"
---@field host string|nil the host's name
---@field transport portplan.transport|nil
---@field message string what is wrong, in one line
---@field help string|nil what to do about it
---@field os_error string|nil what the system says when the second one starts
---@field ports portplan.finding_range[] what it is about
---@field parties portplan.party[] who is concerned: two, one or none
---@field services portplan.finding_service[] whose ports they are by the registry
---@field suggestions integer[] ports that would do, the nearest first
---@field waived_by portplan.waived_by|nil the waiver that accepts it
---@field detail string|nil more about it, the "= ..." line of the text report
---@field file string|nil where its first party is placed, or its waiver stands
---@field line integer|nil the line there

---@class portplan.finding_range
---@field first integer
---@field last integer

---@class portplan.finding_service
---@field port integer
---@field name string

---Who is concerned by a finding.
---@class portplan.party
---@field product string|nil "cinegy.playout_engine"
---@field title string its name for people
---@field label string|nil
---@field endpoint string|nil
---@field address string|nil
---@field listener "socket"|"http.sys"|nil
---@field url string|nil
---@field ports portplan.party_port[]
---@field derivation string|nil how the ports came about, "5421+N, N=3"
---@field file string|nil the file that places it
---@field line integer|nil the line there
---@field host string|nil the host it is on, which after a failover is not the finding's

---@class portplan.party_port
---@field port integer
---@field instance integer whose port it is

---The waiver that accepts a finding.
---@class portplan.waived_by
---@field reason string
---@field owner string|nil
---@field expires string|nil YYYY-MM-DD
---@field file string|nil where it stands
---@field line integer|nil

---How much there is, and how much is wrong with it.
---@class portplan.summary
---@field hosts integer
---@field placements integer
---@field bindings integer
---@field errors integer
---@field warnings integer
---@field notes integer
---@field waived integer findings that a waiver accepts
---@field baselined integer findings that are in the baseline
