local cinegy = catalog "cinegy"
host "A" { address = "10.0.0.1", cinegy.air_web_api, cinegy.capture_planner }
rule "prefer-above" { severity = "error" }
waive "iana-collision" { reason = "known", expires = "2026-06-30" }
