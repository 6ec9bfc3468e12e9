policy "near.lua"
policy "../rules/by-parent.lua"
policy {
  title = "stands in an included file, and is called as the file",
  each = "site",
  check = function(s, report)
    report(s, "kinds: " .. #s.hosts .. " host")
  end,
}
return {
  web = product "web" { title = "Web", tcp "page" { port = 8180, technology = "HTTP" } },
}
