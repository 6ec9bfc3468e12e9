local p = product "p" { title = "P", tcp "e" { port = 18999 } }
host "A" { p }
host "B" { p }
host "C" { p }
policy "mine.lua"
policy { id = "inline", title = "t", severity = "note", each = "host", check = function(h, report) report(h, "inline on " .. h.name) end }
rule "mien" { severity = "error" }
waive "mien" { host = "A", reason = "it is the old one" }
waive "mien" { product = "p", endpoint = "e", host = "B", port = 18999, reason = "by every field", expires = "2026-12-31" }
waive "inlined" { host = "[AB]", reason = "no pattern of ours" }
waive "inlined" { host = "B", reason = "gone", expires = "2026-01-31" }
