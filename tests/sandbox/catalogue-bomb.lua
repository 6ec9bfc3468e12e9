-- tries: a small catalogue that is huge when its aliases are written out
-- exit: 4
-- line: bomb.yaml:8
-- says: more than 2000000 values
-- modes: plan

local c = catalog "bomb"
