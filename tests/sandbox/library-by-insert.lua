-- tries: filling a library with table.insert
-- exit: 2
-- line: 6
-- says: table cannot be changed

table.insert(table, "x")
