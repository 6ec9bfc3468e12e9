count = 1 -- luacheck: ignore
list = { "plan" }
pcall(function() string.shout = function(s) return s:upper() .. "!" end end)
pcall(function() function string.format() return "the plan's format" end end)


policy {
  id = "inline-1",
  title = "a policy of the plan lives with the plan's globals",
  each = "site",
  check = function(s, report)
    count = count + 1
    list[#list + 1] = "inline-1"
    report(s, "count " .. count .. ", " .. table.concat(list, " ") .. ", " .. ("%d"):format(7))
  end,
}
policy {
  id = "inline-2",
  title = "and so does the next one",
  each = "site",
  check = function(s, report) report(s, "count " .. count .. ", " .. table.concat(list, " ")) end,
}
local later = host "LATER" -- its table comes below, and once more too late
local p = product "p" { title = "P", tcp "e" { port = 18999 } }
policy {
  id = "late-words",
  title = "a plan cannot be added to while it is judged",
  each = "site",
  check = function()
    local function try(what, f)
      local good, why = pcall(f)
      print(what, good and "is harmless" or why)
    end
    try("host", function() host "B" { } end)
    try("product", function() return product "q" { title = "Q" } end)
    try("tcp", function() return tcp "x" { port = 5 } end)
    try("site", function() site "S" { os = "linux" } end)
    try("rule", function() rule "inline-1" { severity = "off" } end)
    try("waive", function() waive "inline-1" { reason = "r" } end)
    try("policy", function() policy "a.lua" end)
    try("policy {}", function() policy { id = "new", title = "t", each = "site", check = function() end } end)
    try("catalog", function() return catalog "cinegy" end)
    try("include", function() return include "words.lua" end)
    try("later", function() later { p } end)
    try("auto", function() return auto "5-6" end)
  end,
}
policy "a.lua"
policy "b.lua"
host "A" { p }
later { p }
