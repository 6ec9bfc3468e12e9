policy "headrom.lua"
waive "waiver-unused" { reason = "they come and go" }
waive "waiver-expired" { reason = "we know", expires = "2026-01-01" }
waive "baseline-unused" { reason = "cleaned up in spring" }
host "A" { product "p" { tcp "web" { port = 9001 } } }
