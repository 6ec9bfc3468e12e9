-- one-role-per-host: a restart for the archive does not stop the playout.

local ROLE = "^role:(.+)$"

-- Notes the roles among the tags of a host or placement: roles[1] .. in the order in which they are
-- met, and roles[name], what has it.
local function note_roles(roles, thing)
  for _, tag in ipairs(thing.tags) do
    local role = tag:lower():match(ROLE)
    if role and not roles[role] then
      roles[#roles + 1] = role
      roles[role] = thing
    end
  end
end

return policy {
  title = "a host has one role",
  severity = "warning",
  explain = [[
What shares a host is updated together, restarted together and fails together. A role is a tag
that begins with "role:", of a host or of a product that is placed on it:

  host "PLAY-01" { tags = "role:playout", cinegy.playout_engine, infra.ssh }
  host "DB-01" { infra.postgresql { tags = "role:database" }, infra.node_exporter }

A host with two roles is reported. Move one of them to another host, or say why they are together:

  waive "one-role-per-host" { host = "LAB-*", reason = "a laboratory" }

What has no role, such as agents and remote access, may be everywhere. When nothing has a role, a
note says that nothing was checked.]],
  each = "site", -- check is called once, with everything
  check = function(site, report)
    local found = false
    for _, host in ipairs(site.hosts) do
      local roles = {}
      note_roles(roles, host)
      for _, placement in ipairs(host.placements) do
        note_roles(roles, placement)
      end
      found = found or #roles > 0
      if #roles > 1 then
        local a, b = roles[roles[1]], roles[roles[2]]
        report(a ~= host and a ~= b and { a, b } or b,
          ("%s has %d roles: %s"):format(host.name, #roles, table.concat(roles, ", ")),
          { help = "move one of them to another host" })
      end
    end
    if not found then
      report(site, "no tag begins with 'role:', so no host has a role to be checked", { severity = "note" })
    end
  end,
}
