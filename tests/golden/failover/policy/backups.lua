return policy {
  title = "shows backups",
  severity = "note",
  explain = "Shows what a policy sees.",
  each = "host",
  check = function(h, report)
    local names = {}
    for i, name in ipairs(h.backup_of) do names[i] = name end
    report(h, ("%s: [%s], pool %s, spare %s"):format(h.name, table.concat(names, " "),
                                                      tostring(h.pool), tostring(h.spare)))
  end,
}
