-- tries: a catalogue by a path
-- exit: 2
-- line: 7
-- says: is not the id of a catalogue
-- modes: plan

local c = catalog "../outside/secret"
