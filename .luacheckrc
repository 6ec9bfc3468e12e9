-- luacheck's view of portplan's Lua: what each kind of script finds as globals.
std = "lua54"
max_line_length = 110

-- Everything that a plan may use (src/script/env.c); nothing else of Lua is there.
local plan = {
  read_globals = {
    "site", "host", "product", "catalog", "tcp", "udp", "sctp", "dccp", "auto",
    "rule", "waive", "policy", "include",
    "ports", "registry", "bands", "clashes", "overlaps",
    "assert", "error", "ipairs", "pairs", "pcall", "print", "select", "tonumber", "tostring",
    "type", "math", "string", "table", "utf8",
  },
  std = "none",
}
-- What a script of `portplan run` may use beside it; it has no words of plans.
local script = {
  read_globals = {
    "load_plan", "check", "include",
    "ports", "registry", "bands", "clashes", "overlaps",
    "assert", "error", "ipairs", "pairs", "pcall", "print", "select", "tonumber", "tostring",
    "type", "math", "string", "table", "utf8",
  },
  globals = { "arg" },
  not_globals = {
    "site", "host", "product", "catalog", "tcp", "udp", "sctp", "dccp", "auto", "rule", "waive", "policy",
  },
  std = "none",
}
files["plans"] = plan
files["lua/portplan/policies"] = plan
files["examples"] = plan
files["examples/12-scripts"] = script
files["tests/sites"] = plan
-- Definitions for editors: they name globals and give them no body.
files["lua/portplan/meta"] = { ignore = { "111", "112", "113", "121", "131", "211", "212", "241" } }
files["lua/portplan/templates"] = plan
files["tests/lua/policies"] = plan
files["**/*_test.lua"] = { read_globals = { "test" } }
