-- tries: changing a catalogue that other plans use
-- exit: 2
-- line: 7
-- says: a catalogue cannot be changed

local cinegy = catalog "cinegy"
cinegy.multiviewer = nil
