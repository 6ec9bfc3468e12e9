local function need(value)
  if not value then
    error("a value is needed")
  end
end

need(1)
need(nil)
