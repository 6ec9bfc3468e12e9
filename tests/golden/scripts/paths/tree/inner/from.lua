-- Paths start at the file that says them.
return load_plan("site.yaml").hosts[1].name
