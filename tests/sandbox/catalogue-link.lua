-- tries: a catalogue that is a link to a file elsewhere
-- exit: 2
-- line: 7
-- says: there is no catalogue 'leak'
-- modes: plan

local c = catalog "leak"
