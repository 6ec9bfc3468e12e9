include "link.lua"
