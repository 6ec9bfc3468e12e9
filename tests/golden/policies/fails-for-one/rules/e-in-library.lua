local words = include "lib/words.lua"
return policy {
  title = "t",
  each = "host",
  check = function(h, report)
    report(h, words.shout(h))
  end,
}
