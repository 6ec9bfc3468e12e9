include "iner.lua"
