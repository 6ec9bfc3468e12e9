return include "../outside/spy.lua"
