-- tries: overwriting a library with table.move
-- exit: 2
-- line: 6
-- says: math cannot be changed

table.move({ print }, 1, 1, 1, math)
