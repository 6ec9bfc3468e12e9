local words = include "words.lua" -- runs anew in every policy
mine = "global"
pcall(function() string.len = nil end)
pcall(function() table.concat = function() return "changed" end end)
return policy {
  title = "globals and libraries are its own",
  each = "site",
  check = function(s, report)
    local _, why = pcall(function() return list end)
    local method, called = pcall(function() return ("abc"):len() end)
    local _, meta = pcall(function() local x = "" x.len = nil end)
    report(s, ("mine %s, words: %s; list: %s; len by method: %s %s; %s"):format(mine, words.shared,
      why, method, called, meta))
    mine = "changed"
    pcall(function() registry.find = nil end)
  end,
}
