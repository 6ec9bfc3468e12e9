return policy {
  title = "nothing is on port 7501",
  each = "binding",
  check = function(binding, report)
    if binding.port == 7501 then
      report(binding, "7501 is for the other studio", { help = "take another one" })
    end
  end,
}
