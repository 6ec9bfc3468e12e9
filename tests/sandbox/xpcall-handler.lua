-- tries: a loop in the handler of an error
-- exit: 2
-- line: 6
-- says: 'xpcall' is not available

xpcall(error, function() while true do end end)
