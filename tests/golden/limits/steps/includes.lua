include "loop.lua"
