local function hosts(n)
  return { hosts(n) }
end
hosts(1)
