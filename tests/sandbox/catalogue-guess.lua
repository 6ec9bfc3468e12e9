-- tries: learning what lies elsewhere from "did you mean"
-- exit: 2
-- line: 7
-- says: there is no catalogue 'leek'
-- modes: plan

local c = catalog "leek"
