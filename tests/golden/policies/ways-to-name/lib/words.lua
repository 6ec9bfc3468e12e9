local M = {}
function M.say(thing) return "by-file: " .. thing end
return M
