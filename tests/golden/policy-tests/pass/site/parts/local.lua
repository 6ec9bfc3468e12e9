return function(address)
  return address:find("^127%.") ~= nil or address == "::1"
end
