-- Plans stay as long as the script runs, and count.
for i = 1, 60 do
  pcall(load_plan, "site-" .. i .. ".lua")
end
print "still here"
