print(include "inner/from.lua")
