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
files["plans"] = plan
files["lua/portplan/policies"] = plan
files["examples"] = plan
files["tests/sites"] = plan
files["lua/portplan/templates"] = plan
files["tests/lua/policies"] = plan
files["**/*_test.lua"] = { read_globals = { "test" } }
