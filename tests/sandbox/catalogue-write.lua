-- tries: changing a catalogue that other plans use
-- modes: plan
-- exit: 2
-- line: 8
-- says: a catalogue cannot be changed

local cinegy = catalog "cinegy"
cinegy.multiviewer = nil
