-- tries: a file that includes the file that includes it
-- exit: 2
-- line: ring.lua:1
-- says: includes itself

include "ring.lua"
