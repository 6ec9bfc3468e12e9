-- tries: showing a file of the folder tree as a mistake of syntax
-- exit: 2
-- line: broken.lua:2
-- says: unexpected symbol

include "broken.lua"
