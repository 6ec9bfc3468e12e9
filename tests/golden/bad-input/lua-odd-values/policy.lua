policy "no-plain-http.lua"
