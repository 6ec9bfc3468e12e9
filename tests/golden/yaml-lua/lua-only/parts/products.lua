local M = {}
M.web = product "web" { tcp "ui" { port = 18200 } }
M.api = include "api.lua"
return M
