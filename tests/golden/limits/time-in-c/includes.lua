local value =
  include "find.lua"
