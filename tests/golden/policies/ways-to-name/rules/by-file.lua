local words = include "../lib/words.lua"
return policy {
  title = "named by a plan, with a library of the same tree",
  each = "placement",
  check = function(p, report) report(p, words.say(p)) end,
}
